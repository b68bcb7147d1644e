import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { startMediaHost } from '../testing/media-host.ts';
import { makePhoto } from '../testing/photo.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
let accessToken: string;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(async () => {
  await tiktok.control('reset', {});
  ({ accessToken } = await tiktok.signIn());
});

const allFields =
  'id,create_time,cover_image_url,share_url,video_description,duration,height,width,title,' +
  'embed_html,embed_link,like_count,comment_count,share_count,view_count,is_aigc';
const query = (ids: unknown, fields = allFields) =>
  tiktok.post(`/v2/video/query/?fields=${fields}`, accessToken, { filters: { video_ids: ids } });
const video = async (postId: string, fields?: string) => (await query([postId], fields)).json.data.videos[0];
const postInApp = async (given: object = {}, username = 'demobaker'): Promise<string> =>
  (await tiktok.control(`creators/${username}/posts`, given)).json.postId;
const advance = (seconds: number) => tiktok.control('clock', { advanceSeconds: seconds });

describe('a video', () => {
  test('posted by the API has every field, with the length and size of its file', async () => {
    const file = await makeVideo({ seconds: 3, width: 540, height: 960 });
    const publishId = await tiktok.publish(accessToken, file, { title: 'Rye & "wheat"', is_aigc: true });
    const { posts } = await tiktok.postWhen(publishId, (post) => post.posts[0]?.moderation === 'passed');
    const { postId, createdAt } = posts[0];
    const shareUrl = `${tiktok.url}/@demobaker/video/${postId}`;
    const embedLink = `${tiktok.url}/embed/v2/${postId}`;
    expect(await video(postId)).toEqual({
      id: postId,
      create_time: Math.floor(createdAt / 1000),
      cover_image_url: expect.stringContaining('x-expires='),
      share_url: shareUrl,
      video_description: 'Rye & "wheat"',
      duration: 3,
      height: 960,
      width: 540,
      title: 'Rye & "wheat"',
      embed_html: expect.stringContaining(`src="${embedLink}" title="Rye &amp; &quot;wheat&quot;"`),
      embed_link: embedLink,
      like_count: expect.any(Number),
      comment_count: expect.any(Number),
      share_count: expect.any(Number),
      view_count: expect.any(Number),
      is_aigc: true,
    });
    for (const url of [shareUrl, embedLink]) {
      const page = await tiktok.call(url);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`src="/_sandbox/videos/${publishId}"`);
    }
  });

  test('has only the fields that were asked for, in both endpoints', async () => {
    const postId = await postInApp({ title: 'Crumb' });
    expect(await video(postId, 'title,id')).toEqual({ id: postId, title: 'Crumb' });
    const list = await tiktok.post('/v2/video/list/?fields=duration', accessToken);
    expect(list.json.data.videos).toEqual([{ duration: 15 }]);
  });

  test('made in the app is as its control says', async () => {
    const postId = await postInApp({
      title: 'a'.repeat(200),
      description: `${'b'.repeat(149)}😀`,
      createdSecondsAgo: 3600,
      durationSec: 33.4,
      width: 720,
      height: 1280,
      isAigc: true,
    });
    const made = await video(postId);
    expect(made).toMatchObject({ duration: 33, width: 720, height: 1280, is_aigc: true });
    expect(made.title).toBe('a'.repeat(150));
    expect(made.video_description).toBe('b'.repeat(149));
    expect(Math.abs(made.create_time - (Date.now() / 1000 - 3600))).toBeLessThan(30);
  });

  test('shorter than half a second still lasts one', async () => {
    expect((await video(await postInApp({ durationSec: 0.2 }))).duration).toBe(1);
  });
});

test('photos last no time and are as large as their cover', async () => {
  const host = await startMediaHost({ one: makePhoto(), two: makePhoto({ width: 640, height: 480 }) });
  await tiktok.control('apps', { clientKey: tiktok.app.clientKey, verifiedUrls: [host.base] });
  const init = await tiktok.photoInit(accessToken, {
    postInfo: { title: 'Loaves', description: 'Which one?' },
    sourceInfo: { photo_images: [`${host.base}one`, `${host.base}two`], photo_cover_index: 1 },
    is_aigc: true,
  });
  const passed = (post: { posts: { moderation: string }[] }) => post.posts[0]?.moderation === 'passed';
  const publishId = init.json.data.publish_id;
  const { postId } = await tiktok.postWhen(publishId, passed);
  await host.close();
  const photos = await video(postId);
  expect(photos).toMatchObject({ title: 'Loaves', video_description: 'Which one?', is_aigc: true });
  expect([photos.duration, photos.width, photos.height]).toEqual([0, 640, 480]);
  expect(photos.share_url).toContain(`/@demobaker/photo/${postId}`);
  expect((await tiktok.call(photos.share_url)).text).toContain(`/_sandbox/photos/${publishId}/1`);
  const inApp = await video(await postInApp({ kind: 'photo', durationSec: 9 }));
  expect([inApp.duration, inApp.width, inApp.height]).toEqual([0, 1080, 1350]);
});

describe('a query', () => {
  test('gives the posts in the order of the request, each once', async () => {
    const [one, two] = [await postInApp(), await postInApp()];
    const { json } = await query([one, two, one], 'id');
    expect(json.data).toEqual({ videos: [{ id: one }, { id: two }] });
  });

  test('leaves out foreign, removed, private and unknown ids, or fails, as the switch says', async () => {
    const mine = await postInApp();
    const removed = await postInApp();
    await tiktok.control(`posts/${removed}/remove`, {});
    const ids = [
      await postInApp({}, 'demochef'),
      removed,
      await postInApp({ privacyLevel: 'SELF_ONLY' }),
      'x',
    ];
    expect((await query([...ids, mine], 'id')).json.data.videos).toEqual([{ id: mine }]);
    await tiktok.control('settings', { foreignVideoIds: 'error' });
    for (const id of ids) {
      const { status, json } = await query([mine, id], 'id');
      expect([status, json.error.code, json.data]).toEqual([400, 'invalid_params', {}]);
    }
    expect((await query([mine], 'id')).status).toBe(200);
  });

  test('takes twenty ids and no more', async () => {
    const ids = Array.from({ length: 21 }, (_, at) => `${7_600_000_000_000_000n + BigInt(at)}`);
    expect((await query(ids.slice(1))).status).toBe(200);
    expect((await query(ids)).json.error.code).toBe('invalid_params');
  });

  test.each([[[]], ['7600000000000000101'], [[7]], [undefined], [null]])(
    'of the ids %j is 400 invalid_params',
    async (ids) => {
      const { status, json } = await query(ids);
      expect([status, json.error.code]).toEqual([400, 'invalid_params']);
    },
  );

  test.each(['', 'fps'])('of the fields "%s" is 400 invalid_params', async (fields) => {
    expect((await query(['1'], fields)).json.error.code).toBe('invalid_params');
  });
});

describe('a cover', () => {
  test('is a picture in the proportions of the post, and its link lives for six hours', async () => {
    const postId = await postInApp({ title: 'Rye <script> & more', width: 1920, height: 1080 });
    const { cover_image_url: url } = await video(postId);
    const cover = await tiktok.call(url);
    expect([cover.status, cover.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(cover.text).toContain('viewBox="0 0 360 203"');
    expect(cover.text).toContain('Rye &lt;script&gt; &amp;');
    await advance(6 * 3600 - 60);
    expect((await tiktok.call(url)).status).toBe(200);
    await advance(60);
    expect((await tiktok.call(url)).status).toBe(403);
    const renewed = (await video(postId)).cover_image_url;
    expect((await tiktok.call(renewed)).status).toBe(200);
  });

  test('has a link that nobody can make last, or borrow for another post', async () => {
    const [postId, other] = [await postInApp(), await postInApp()];
    const { cover_image_url: url } = await video(postId);
    for (const changed of [
      url.replace(/x-expires=\d+/, 'x-expires=99999999999'),
      url.replace(/x-expires=\d+/, 'x-expires=Infinity'),
      url.replace(postId, other),
      url.replace(/\?.*/, ''),
    ]) {
      expect((await tiktok.call(changed)).status).toBe(403);
    }
    await tiktok.control(`posts/${postId}/remove`, {});
    expect((await tiktok.call(url)).status).toBe(404);
  });
});

test('a post that is not public has no page', async () => {
  const postId = await postInApp({ privacyLevel: 'SELF_ONLY' });
  const paths = [`/@demobaker/video/${postId}`, `/embed/v2/${postId}`, '/embed/v2/1', '/@demobaker/video/x'];
  for (const path of paths) expect((await tiktok.call(path)).status).toBe(404);
  const shown = await postInApp();
  expect((await tiktok.call(`/@demochef/video/${shown}`)).status).toBe(404);
  expect((await tiktok.call(`/@demobaker/photo/${shown}`)).status).toBe(404);
  expect((await tiktok.call(`/@demobaker/sound/${shown}`)).text).toBe('Unsupported path(Janus)');
});
