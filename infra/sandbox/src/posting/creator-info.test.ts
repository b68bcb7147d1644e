import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(() => tiktok.control('reset', {}));

const creatorInfo = (token: string) => tiktok.post('/v2/post/publish/creator_info/query/', token);
const change = (settings: object) => tiktok.control('creators', { username: 'demobaker', ...settings });

test('creator info has exactly the documented fields', async () => {
  const { accessToken } = await tiktok.signIn();
  const { status, json } = await creatorInfo(accessToken);
  expect(status).toBe(200);
  expect(json.data).toEqual({
    creator_avatar_url: expect.stringContaining('http'),
    creator_username: 'demobaker',
    creator_nickname: 'Demo Baker',
    privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    comment_disabled: false,
    duet_disabled: false,
    stitch_disabled: false,
    max_video_post_duration_sec: 600,
  });
});

test('a private account is offered followers instead of everyone, without duet and stitch', async () => {
  const { accessToken } = await tiktok.signIn('demogarden');
  expect((await creatorInfo(accessToken)).json.data).toMatchObject({
    privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    duet_disabled: true,
    stitch_disabled: true,
  });
});

test('what a creator changes in TikTok shows at the next query', async () => {
  const { accessToken } = await tiktok.signIn();
  await change({ commentDisabled: true, maxVideoPostDurationSec: 180, privateAccount: true });
  expect((await creatorInfo(accessToken)).json.data).toMatchObject({
    comment_disabled: true,
    max_video_post_duration_sec: 180,
    privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  });
});

test('a banned creator gets HTTP 200 with the refusal in the body', async () => {
  const { accessToken } = await tiktok.signIn();
  await change({ banned: true });
  const { status, json } = await creatorInfo(accessToken);
  expect([status, json.error.code]).toEqual([200, 'spam_risk_user_banned_from_posting']);
  expect(json.data).toEqual({});
});

test('a creator at the daily cap gets HTTP 200 with the refusal, until 24 hours have passed', async () => {
  const { accessToken } = await tiktok.signIn();
  await change({ dailyPostCap: 1 });
  await tiktok.ended(await tiktok.publish(accessToken, await makeVideo()));
  const { status, json } = await creatorInfo(accessToken);
  expect([status, json.error.code]).toEqual([200, 'spam_risk_too_many_posts']);
  const fresh = await tiktok.signIn();
  await tiktok.control('clock', { advanceSeconds: 86_400 });
  expect((await creatorInfo(fresh.accessToken)).json.error.code).toBe('access_token_invalid');
  const next = await tiktok.signIn();
  expect((await creatorInfo(next.accessToken)).json.error.code).toBe('ok');
});

test('an app at its cap of posting users refuses the next user with HTTP 200, not those who post already', async () => {
  await tiktok.control('apps', { clientKey: tiktok.app.clientKey, activeUserCap: 1 });
  const [baker, chef] = [await tiktok.signIn('demobaker'), await tiktok.signIn('demochef')];
  expect((await creatorInfo(chef.accessToken)).json.error.code).toBe('ok');
  await tiktok.directInit(baker.accessToken);
  const refused = await creatorInfo(chef.accessToken);
  expect([refused.status, refused.json.error.code]).toEqual([200, 'reached_active_user_cap']);
  expect((await creatorInfo(baker.accessToken)).json.error.code).toBe('ok');
});

test('creator info is refused without the publish scope, and after 20 calls in a minute', async () => {
  const basic = await tiktok.signIn('demobaker', ['user.info.basic', 'video.upload']);
  const refused = await creatorInfo(basic.accessToken);
  expect([refused.status, refused.json.error.code]).toEqual([401, 'scope_not_authorized']);

  const { accessToken } = await tiktok.signIn();
  for (let call = 0; call < 20; call += 1) expect((await creatorInfo(accessToken)).status).toBe(200);
  const limited = await creatorInfo(accessToken);
  expect([limited.status, limited.json.error.code]).toEqual([429, 'rate_limit_exceeded']);
  await tiktok.control('clock', { advanceSeconds: 60 });
  expect((await creatorInfo(accessToken)).status).toBe(200);
});
