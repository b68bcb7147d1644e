import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
let accessToken: string;
beforeAll(async () => {
  tiktok = await startHarness({ settings: { accessTokenSeconds: 1e8 } });
});
afterAll(() => tiktok.close());
beforeEach(async () => {
  await tiktok.control('reset', {});
  ({ accessToken } = await tiktok.signIn());
});

const figures = async (postId: string) => {
  const path = '/v2/video/query/?fields=view_count,like_count,comment_count,share_count';
  return (await tiktok.post(path, accessToken, { filters: { video_ids: [postId] } })).json.data.videos[0];
};
const user = async () => {
  const headers = { authorization: `Bearer ${accessToken}` };
  const path = '/v2/user/info/?fields=follower_count,following_count,likes_count,video_count';
  return (await tiktok.call(path, { headers })).json.data.user;
};
const postInApp = async (given: object = {}): Promise<string> =>
  (await tiktok.control('creators/demobaker/posts', given)).json.postId;
const advance = (days: number) => tiktok.control('clock', { advanceSeconds: days * 86_400 });

test('figures grow with the clock and never fall', async () => {
  const postId = await postInApp();
  let before = await figures(postId);
  for (const days of [0.1, 1, 30]) {
    await advance(days);
    const after = await figures(postId);
    expect(after.view_count).toBeGreaterThan(before.view_count);
    expect(after.like_count).toBeGreaterThanOrEqual(before.like_count);
    before = after;
  }
});

test('an old post comes with figures', async () => {
  expect((await figures(await postInApp({ createdSecondsAgo: 10 * 86_400 }))).view_count).toBeGreaterThan(
    100,
  );
});

test('figures of a post that was held by moderation begin when it passes', async () => {
  await tiktok.control('outcomes', { moderation: 'held' });
  const publishId = await tiktok.publish(accessToken, await makeVideo());
  const { postId } = await tiktok.ended(publishId);
  await advance(30);
  await tiktok.control(`posts/${publishId}/moderation`, { outcome: 'passed' });
  // A month of views is more for any post, and some seconds of views are less.
  expect((await figures(postId)).view_count).toBeLessThan(100);
});

test('pinned figures stay, one by one, and the others go on', async () => {
  const postId = await postInApp({ createdSecondsAgo: 86_400 });
  await tiktok.control('figures', { postId, likeCount: 7 });
  await tiktok.control('figures', { postId, shareCount: 0 });
  const before = await figures(postId);
  await advance(365);
  const after = await figures(postId);
  expect(after).toMatchObject({ like_count: 7, share_count: 0 });
  expect(after.view_count).toBeGreaterThan(before.view_count);
  await tiktok.control('figures', { postId, viewCount: 5_000_000_000 });
  expect(await figures(postId)).toEqual({ ...after, view_count: 5_000_000_000 });
});

test.each([
  [404, { postId: '1', viewCount: 1 }],
  [400, { viewCount: 1 }],
  [400, { postId: '1', viewCount: -1 }],
  [400, { postId: '1', likeCount: 2 ** 31 }],
  [400, { postId: '1', views: 1 }],
])('the control of figures answers %i to %j', async (status, body) => {
  expect((await tiktok.control('figures', body)).status).toBe(status);
});

test.each([
  [404, 'nobody', {}],
  [400, 'demobaker', { kind: 'sound' }],
  [400, 'demobaker', { privacyLevel: 'EVERYONE' }],
  [400, 'demobaker', { createdSecondsAgo: -1 }],
  [400, 'demobaker', { width: 0 }],
  [400, 'demobaker', { caption: 'x' }],
])('the control of posts answers %i for %s and %j', async (status, username, body) => {
  expect((await tiktok.control(`creators/${username}/posts`, body)).status).toBe(status);
});

test('the counts of a creator are the given ones and what the public posts add', async () => {
  const given = { follower_count: 1520, following_count: 64, likes_count: 20_480, video_count: 0 };
  expect(await user()).toEqual(given);
  const [one, two] = [await postInApp(), await postInApp()];
  await postInApp({ privacyLevel: 'SELF_ONLY' });
  await tiktok.control('figures', { postId: one, viewCount: 4100, likeCount: 300 });
  await tiktok.control('figures', { postId: two, viewCount: 10, likeCount: 5 });
  expect(await user()).toEqual({ ...given, follower_count: 1530, likes_count: 20_785, video_count: 2 });
  await tiktok.control(`posts/${two}/remove`, {});
  expect(await user()).toMatchObject({ likes_count: 20_780, video_count: 1 });
});

test('posts made in the app are no publish tasks and count for no cap', async () => {
  await tiktok.control('creators', { username: 'demobaker', dailyPostCap: 1 });
  await postInApp();
  expect((await tiktok.control('posts')).json.posts).toEqual([]);
  expect((await tiktok.directInit(accessToken)).status).toBe(200);
});

test('a restart forgets no post and no figure', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-figures-'));
  const first = await startHarness({ dataDir });
  const token = (await first.signIn()).accessToken;
  const publishId = await first.publish(token, await makeVideo());
  const passed = (post: { posts: { moderation: string }[] }) => post.posts[0]?.moderation === 'passed';
  const { postId: published } = await first.postWhen(publishId, passed);
  const { postId } = (await first.control('creators/demobaker/posts', { createdSecondsAgo: 9e5 })).json;
  await first.control('figures', { postId, likeCount: 77 });
  await first.control('figures', { postId: published, likeCount: 5 });
  const path = '/v2/video/list/?fields=id,create_time,duration,width,like_count';
  const before = (await first.post(path, token)).json.data;
  expect(before.videos).toMatchObject([
    { duration: 2, width: 720, like_count: 5 },
    { id: postId, like_count: 77 },
  ]);
  await first.close();
  const second = await startHarness({ dataDir });
  expect((await second.post(path, token)).json.data).toEqual(before);
  await second.close();
  await rm(dataDir, { recursive: true });
});
