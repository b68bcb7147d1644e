import { expect } from 'vitest';
import { directFile, fetchStatus, paths, post, userInfo } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

export const cases: readonly WireCase[] = [
  {
    covers: 'errors',
    code: 'ok',
    title: 'success is ok, with HTTP 200 and an empty message',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      expectOk(await userInfo(tiktok, accessToken, 'open_id'));
    },
  },
  {
    covers: 'errors',
    code: 'access_token_invalid',
    title: 'no token, a wrong one and one that ended are access_token_invalid on every endpoint',
    async run(tiktok) {
      const { accessToken, openId } = await signIn(tiktok);
      await tiktok.control.expireTokens(openId);
      const text = 'The access token is invalid or not found in the request.';
      for (const token of ['', 'act.wrong', accessToken]) {
        for (const path of Object.values(paths)) {
          if (path === paths.userInfo) continue;
          expectRefusal(await post(tiktok, `${path}?fields=id`, token), 401, 'access_token_invalid', text);
        }
        expectRefusal(await userInfo(tiktok, token, 'open_id'), 401, 'access_token_invalid', text);
      }
    },
  },
  {
    covers: 'errors',
    row: 34,
    code: 'invalid_param',
    title: 'a wrong parameter is invalid_params or invalid_param: both occur',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const wrong = () => post(tiktok, paths.directVideo, accessToken, { post_info: {} });
      expectRefusal(await wrong(), 400, 'invalid_params');
      await tiktok.control.settings({ parameterErrorCode: 'invalid_param' });
      expectRefusal(await wrong(), 400, 'invalid_param');
    },
  },
  {
    covers: 'errors',
    code: 'invalid_params',
    title: 'a body that is no JSON, or of other types than documented, is a wrong parameter',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const bodies = [
        'text',
        [],
        null,
        directFile(1000, { title: 7 }),
        directFile(1000, { disable_duet: 'yes' }),
      ];
      for (const body of bodies) {
        expectRefusal(await post(tiktok, paths.directVideo, accessToken, body), 400, 'invalid_params');
      }
    },
  },
  {
    covers: 'errors',
    code: 'internal_error',
    title: 'an outage has the envelope too, with internal_error',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.fault({ path: paths.status, kind: 'status', status: 500 });
      const answer = await fetchStatus(tiktok, accessToken, 'v_pub_file~v2-1.7600000000000000000');
      expectRefusal(answer, 500, 'internal_error');
    },
  },
  {
    covers: 'errors',
    code: 'spam_risk_user_banned_from_posting',
    title: 'a banned creator: 403 at the init, 200 from creator info, the same code in both',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.creator({ username: 'demobaker', banned: true });
      const init = await post(tiktok, paths.directVideo, accessToken, directFile(1000));
      expectRefusal(init, 403, 'spam_risk_user_banned_from_posting');
      const info = await post(tiktok, paths.creatorInfo, accessToken);
      expectRefusal(info, 200, 'spam_risk_user_banned_from_posting');
      expect(init.error.message).toContain('https://developers.tiktok.com/doc/content-sharing-guidelines/');
    },
  },
  {
    covers: 'errors',
    title: 'what is wrong first is told first: token, scope, parameters, ban',
    async run(tiktok) {
      const wrong = { post_info: {} };
      expectRefusal(await post(tiktok, paths.directVideo, 'act.x', wrong), 401, 'access_token_invalid');
      const narrow = await signIn(tiktok, { granted: ['video.upload'] });
      const scope = await post(tiktok, paths.directVideo, narrow.accessToken, wrong);
      expectRefusal(scope, 401, 'scope_not_authorized');
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.creator({ username: 'demobaker', banned: true });
      expectRefusal(await post(tiktok, paths.directVideo, accessToken, wrong), 400, 'invalid_params');
    },
  },
];
