import { expect } from 'vitest';
import { jpeg } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import type { Answer } from '../answer.ts';
import {
  directFile,
  fetchStatus,
  fileSource,
  paths,
  photoBody,
  post,
  untilStatus,
  upload,
  userInfo,
} from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const tooMany = 'The API rate limit was exceeded. Please try again later.';

/** Calls until the first refusal, which must come after `limit` calls, and again after the minute. */
async function expectLimit(tiktok: RunningTiktok, limit: number, call: () => Promise<Answer>) {
  for (let i = 0; i < limit; i += 1) expectOk(await call());
  const refused = await call();
  expectRefusal(refused, 429, 'rate_limit_exceeded', tooMany);
  expect(refused.headers.has('retry-after')).toBe(false);
  await tiktok.control.advance(61);
  expectOk(await call());
}

export const cases: readonly WireCase[] = [
  {
    covers: 'rate-limits',
    code: 'rate_limit_exceeded',
    title: 'direct video, inbox video and photos take 6 inits a minute each, counted apart',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.settings({ limits: { pendingShares: 100 } });
      const url = tiktok.media.serve('1.jpg', jpeg(), 'image/jpeg');
      const source_info = fileSource(1000);
      const inits: [string, object][] = [
        [paths.directVideo, directFile(1000)],
        [paths.inboxVideo, { source_info }],
        [paths.photos, photoBody('DIRECT_POST', [url])],
      ];
      for (const [path, body] of inits)
        await expectLimit(tiktok, 6, () => post(tiktok, path, accessToken, body));
    },
  },
  {
    covers: 'rate-limits',
    code: 'rate_limit_exceeded',
    title: 'creator info takes 20 calls a minute, the status 30',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await expectLimit(tiktok, 20, () => post(tiktok, paths.creatorInfo, accessToken));
      const { publishId } = await upload(tiktok, accessToken);
      await expectLimit(tiktok, 30, () => fetchStatus(tiktok, accessToken, publishId));
    },
  },
  {
    covers: 'rate-limits',
    code: 'rate_limit_exceeded',
    title: 'user info takes 600 calls a minute',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const calls = Array.from({ length: 600 }, () => userInfo(tiktok, accessToken, 'open_id'));
      for (const answer of await Promise.all(calls)) expectOk(answer);
      expectRefusal(await userInfo(tiktok, accessToken, 'open_id'), 429, 'rate_limit_exceeded', tooMany);
    },
  },
  {
    covers: 'rate-limits',
    title: 'the minute slides: a slot comes back 60 seconds after it was used, not at the full minute',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const init = () => post(tiktok, paths.directVideo, accessToken, directFile(1000));
      for (let i = 0; i < 3; i += 1) expectOk(await init());
      await tiktok.control.advance(40);
      for (let i = 0; i < 3; i += 1) expectOk(await init());
      expectRefusal(await init(), 429, 'rate_limit_exceeded');
      await tiktok.control.advance(21);
      for (let i = 0; i < 3; i += 1) expectOk(await init());
      expectRefusal(await init(), 429, 'rate_limit_exceeded');
    },
  },
  {
    covers: 'rate-limits',
    title: 'each access token has windows of its own',
    async run(tiktok) {
      const one = await signIn(tiktok);
      const other = await signIn(tiktok, { creator: 'demochef' });
      const init = (accessToken: string) => post(tiktok, paths.directVideo, accessToken, directFile(1000));
      for (let i = 0; i < 6; i += 1) await init(one.accessToken);
      expectRefusal(await init(one.accessToken), 429, 'rate_limit_exceeded');
      expectOk(await init(other.accessToken));
    },
  },
  {
    covers: 'caps',
    code: 'spam_risk_too_many_posts',
    title: 'a creator has a cap of posts in 24 hours, which all apps share',
    async run(tiktok) {
      await tiktok.control.creator({ username: 'demobaker', dailyPostCap: 2 });
      const keys = { clientKey: 'awsecond000000001', clientSecret: 'second_secret' };
      await tiktok.control.app({ ...keys, redirectUris: [tiktok.redirectUri], audited: true });
      const first = await signIn(tiktok);
      const second = await signIn({ ...tiktok, ...keys });
      for (const { accessToken } of [first, second]) {
        const { publishId } = await upload(tiktok, accessToken);
        await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      }
      const init = () => post(tiktok, paths.directVideo, first.accessToken, directFile(1000));
      expectRefusal(await init(), 403, 'spam_risk_too_many_posts');
      await tiktok.control.advance(86_000);
      expectRefusal(await init(), 403, 'spam_risk_too_many_posts');
    },
  },
  {
    covers: 'caps',
    code: 'spam_risk_too_many_pending_share',
    title: 'five drafts may wait in the inbox; a slot comes back when one is posted',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const ids = [];
      for (let i = 0; i < 5; i += 1) {
        ids.push((await upload(tiktok, accessToken, { path: paths.inboxVideo })).publishId);
      }
      await tiktok.control.advance(61);
      const init = () => post(tiktok, paths.inboxVideo, accessToken, { source_info: fileSource(1000) });
      expectRefusal(await init(), 403, 'spam_risk_too_many_pending_share');
      const draft = photoBody('MEDIA_UPLOAD', [tiktok.media.serve('1.jpg', jpeg(), 'image/jpeg')]);
      expectRefusal(
        await post(tiktok, paths.photos, accessToken, draft),
        403,
        'spam_risk_too_many_pending_share',
      );
      await untilStatus(tiktok, ids[0] ?? '', 'SEND_TO_USER_INBOX');
      await tiktok.control.publishDraft(ids[0] ?? '');
      expectOk(await init());
    },
  },
  {
    covers: 'caps',
    code: 'reached_active_user_cap',
    title: 'an app has a cap of posting creators in 24 hours, also told with HTTP 200 by creator info',
    async run(tiktok) {
      await tiktok.control.app({ clientKey: tiktok.clientKey, activeUserCap: 1 });
      const first = await signIn(tiktok);
      const { publishId } = await upload(tiktok, first.accessToken);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      const second = await signIn(tiktok, { creator: 'demochef' });
      const init = await post(tiktok, paths.directVideo, second.accessToken, directFile(1000));
      expectRefusal(init, 403, 'reached_active_user_cap');
      const info = await post(tiktok, paths.creatorInfo, second.accessToken);
      expectRefusal(info, 200, 'reached_active_user_cap');
      expectOk(await post(tiktok, paths.directVideo, first.accessToken, directFile(1000)));
      const { data } = await post(tiktok, paths.inboxVideo, second.accessToken, {
        source_info: fileSource(1000),
      });
      expect(data.publish_id).toBeTruthy();
    },
  },
  {
    covers: 'caps',
    row: 26,
    code: 'unaudited_client_can_only_post_to_private_accounts',
    title:
      'an unaudited app cannot post to a public account, not even with SELF_ONLY; the account must be private',
    async run(tiktok) {
      await tiktok.control.app({ clientKey: tiktok.clientKey, audited: false });
      const { accessToken } = await signIn(tiktok);
      const init = (privacy_level: string) =>
        post(tiktok, paths.directVideo, accessToken, directFile(1000, { privacy_level }));
      const refused = 'unaudited_client_can_only_post_to_private_accounts';
      expectRefusal(await init('PUBLIC_TO_EVERYONE'), 403, refused);
      expectRefusal(await init('SELF_ONLY'), 403, refused);
      const info = await post(tiktok, paths.creatorInfo, accessToken);
      expect(info.data.privacy_level_options).toContain('PUBLIC_TO_EVERYONE');
      await tiktok.control.creator({ username: 'demobaker', privateAccount: true });
      expectOk(await init('SELF_ONLY'));
    },
  },
];
