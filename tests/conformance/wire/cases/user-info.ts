import { expect } from 'vitest';
import { send } from '../answer.ts';
import { paths, userInfo } from '../api.ts';
import { expectOk, expectRefusal, expectUnknownPath } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const basic = 'open_id,union_id,avatar_url,avatar_url_100,avatar_large_url,display_name';
const profile = 'bio_description,profile_deep_link,username,is_verified';
const stats = 'follower_count,following_count,likes_count,video_count';

export const cases: readonly WireCase[] = [
  {
    covers: 'user-info',
    title: 'every documented field comes, with its type',
    async run(tiktok) {
      const { accessToken, openId } = await signIn(tiktok);
      const answer = await userInfo(tiktok, accessToken, `${basic},${profile},${stats}`);
      expectOk(answer);
      expect(answer.data).toEqual({
        user: {
          open_id: openId,
          union_id: expect.any(String),
          avatar_url: expect.stringMatching(/^https?:/),
          avatar_url_100: expect.stringMatching(/^https?:/),
          avatar_large_url: expect.stringMatching(/^https?:/),
          display_name: 'Demo Baker',
          bio_description: expect.any(String),
          profile_deep_link: expect.stringMatching(/^https?:/),
          username: 'demobaker',
          is_verified: false,
          follower_count: expect.any(Number),
          following_count: expect.any(Number),
          likes_count: expect.any(Number),
          video_count: expect.any(Number),
        },
      });
    },
  },
  {
    covers: 'user-info',
    title: 'nothing comes that was not asked for, not even open_id',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { data } = await userInfo(tiktok, accessToken, 'display_name');
      expect(data).toEqual({ user: { display_name: 'Demo Baker' } });
    },
  },
  {
    covers: 'user-info',
    row: 11,
    title: 'user info by POST with the token in a JSON body is an unknown path',
    async run(tiktok) {
      const { accessToken, openId } = await signIn(tiktok);
      const body = { access_token: accessToken, open_id: openId, fields: ['open_id', 'display_name'] };
      const answer = await send(`${tiktok.url}${paths.userInfo}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expectUnknownPath(answer);
    },
  },
  {
    covers: 'user-info',
    row: 11,
    code: 'invalid_params',
    title: 'no fields and unknown fields are refused',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      for (const fields of ['', 'open_id,email']) {
        expectRefusal(await userInfo(tiktok, accessToken, fields), 400, 'invalid_params');
      }
      const bare = await send(`${tiktok.url}${paths.userInfo}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expectRefusal(bare, 400, 'invalid_params');
    },
  },
  {
    covers: 'user-info',
    code: 'scope_permission_missed',
    title: 'fields of profile and stats need scopes of their own',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['user.info.basic'] });
      expectOk(await userInfo(tiktok, accessToken, basic));
      for (const field of `${profile},${stats}`.split(',')) {
        expectRefusal(
          await userInfo(tiktok, accessToken, `open_id,${field}`),
          400,
          'scope_permission_missed',
        );
      }
    },
  },
  {
    covers: 'user-info',
    title: 'fields outside the grant may also be refused with 401, or silently left out',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['user.info.basic'] });
      await tiktok.control.settings({ outOfScopeField: '401' });
      const refused = await userInfo(tiktok, accessToken, 'open_id,username');
      expectRefusal(refused, 401, 'scope_not_authorized');
      await tiktok.control.settings({ outOfScopeField: 'omitted' });
      const { data } = await userInfo(tiktok, accessToken, 'display_name,username');
      expect(data).toEqual({ user: { display_name: 'Demo Baker' } });
    },
  },
  {
    covers: 'user-info',
    code: 'scope_not_authorized',
    title: 'without any scope of user info there is none',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { scopes: ['video.upload'] });
      const text = 'The user did not authorize the scope required for completing this request.';
      expectRefusal(await userInfo(tiktok, accessToken, 'open_id'), 401, 'scope_not_authorized', text);
    },
  },
  {
    covers: 'user-info',
    row: 14,
    title: 'the open id is another for every app, the union id the same; neither is the username',
    async run(tiktok) {
      const keys = { clientKey: 'awsecond000000001', clientSecret: 'second_secret' };
      await tiktok.control.app({ ...keys, redirectUris: [tiktok.redirectUri] });
      const ids = [];
      for (const app of [tiktok, { ...tiktok, ...keys }]) {
        const { accessToken } = await signIn(app);
        const { data } = await userInfo(tiktok, accessToken, 'open_id,union_id,username');
        ids.push(data.user);
      }
      const [first, second]: Record<string, unknown>[] = JSON.parse(JSON.stringify(ids));
      expect(first?.open_id).not.toBe(second?.open_id);
      expect(first?.union_id).toBe(second?.union_id);
      expect(first?.open_id).not.toContain('demobaker');
      expect(first?.open_id).toMatch(/^-000/);
    },
  },
];
