import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { startMediaHost } from '../testing/media-host.ts';
import { makePhoto } from '../testing/photo.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
let video: Buffer;
let publishId: string;
beforeAll(async () => {
  tiktok = await startHarness();
  video = await makeVideo();
  const { accessToken } = await tiktok.signIn();
  publishId = await tiktok.publish(accessToken, video, { title: 'Crust <b>test</b> & more' });
  await tiktok.postWhen(publishId, (post) => post.posts[0]?.moderation === 'passed');
});
afterAll(() => tiktok.close());

const part = (range?: string, method = 'GET') =>
  fetch(`${tiktok.url}/_sandbox/videos/${publishId}`, { method, headers: range ? { range } : {} });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('the page lists what was posted, with its video and without trusting the caption', async () => {
  const { status, text } = await tiktok.call('/');
  expect(status).toBe(200);
  expect(text).toContain(`src="/_sandbox/videos/${publishId}"`);
  expect(text).toContain('Crust &lt;b&gt;test&lt;/b&gt; &amp; more');
  expect(text).toContain('PUBLISH_COMPLETE');
});

test('a video is served whole', async () => {
  const response = await part();
  expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
  expect(response.headers.get('content-type')).toBe('video/mp4');
  expect((await bytes(response)).equals(video)).toBe(true);
});

test.each([
  ['bytes=0-99', 0, 100],
  ['bytes=100-', 100, undefined],
  ['bytes=-50', -50, undefined],
  ['bytes=10-999999999', 10, undefined],
])('a player may seek: %s', async (range, from, to) => {
  const response = await part(range);
  expect(response.status).toBe(206);
  const expected = video.subarray(from, to);
  const first = from < 0 ? video.length + from : from;
  expect(response.headers.get('content-range')).toBe(
    `bytes ${first}-${first + expected.length - 1}/${video.length}`,
  );
  expect((await bytes(response)).equals(expected)).toBe(true);
});

test('a range beyond the end is 416, nonsense is the whole video, and HEAD has no body', async () => {
  expect((await part(`bytes=${video.length}-`)).status).toBe(416);
  expect((await part('bytes=-0')).status).toBe(416);
  for (const range of ['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=0-1,5-6']) {
    const response = await part(range);
    expect(response.status).toBe(200);
    await response.body?.cancel();
  }
  const head = await part(undefined, 'HEAD');
  expect([head.status, head.headers.get('content-length')]).toEqual([200, `${video.length}`]);
});

test('an unknown video or photo is 404', async () => {
  expect((await tiktok.call('/_sandbox/videos/..%2f..%2fetc%2fpasswd')).status).toBe(404);
  expect((await tiktok.call('/_sandbox/photos/..%2f..%2fetc/0')).status).toBe(404);
  expect((await tiktok.call(`/_sandbox/photos/${publishId}/0`)).status).toBe(404);
});

test('photos are shown with the cover first, and each is served as what it is, not as its host called it', async () => {
  const files = {
    one: makePhoto(),
    two: makePhoto({ type: 'webp' }),
    three: Buffer.from('<script>alert(1)</script>'),
  };
  const host = await startMediaHost(files);
  await tiktok.control('apps', { clientKey: tiktok.app.clientKey, verifiedUrls: [host.base] });
  const { accessToken } = await tiktok.signIn();
  const init = await tiktok.photoInit(accessToken, {
    postInfo: { title: 'Loaves <3', description: 'Which & why?' },
    sourceInfo: {
      photo_images: Object.keys(files).map((name) => host.base + name),
      photo_cover_index: 1,
    },
  });
  const id: string = init.json.data.publish_id;
  await tiktok.ended(id);
  await host.close();

  const { text } = await tiktok.call('/');
  expect(text).toContain('Loaves &lt;3');
  expect(text).toContain('Which &amp; why?');
  expect(text).toContain(`class="cover" href="/_sandbox/photos/${id}/1"`);
  expect(text).toContain('alt="Photo 1 of 3, 1080 × 1350"');
  expect(text).not.toContain(`/_sandbox/videos/${id}`);
  const types = ['image/jpeg', 'image/webp', 'application/octet-stream'];
  for (const [at, photo] of Object.values(files).entries()) {
    const response = await fetch(`${tiktok.url}/_sandbox/photos/${id}/${at}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, types[at]]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await bytes(response)).equals(photo)).toBe(true);
  }
  expect((await tiktok.call(`/_sandbox/photos/${id}/3`)).status).toBe(404);
  expect((await tiktok.call(`/_sandbox/videos/${id}`)).status).toBe(404);
});

test('the page shows figures of public posts, and what creators posted in the app', async () => {
  const posted = { title: 'Made <i>there</i>', createdSecondsAgo: 60, width: 1920, height: 1080 };
  const shown: string = (await tiktok.control('creators/demochef/posts', posted)).json.postId;
  const hidden = (await tiktok.control('creators/demochef/posts', { privacyLevel: 'SELF_ONLY' })).json.postId;
  await tiktok.control('figures', { postId: shown, viewCount: 12_345, likeCount: 1, commentCount: 0 });
  await tiktok.control('figures', { postId: shown, shareCount: 2 });
  const { text } = await tiktok.call('/');
  expect(text).toContain(', 2 made in the app');
  expect(text).toContain('Made &lt;i&gt;there&lt;/i&gt;');
  expect(text).toContain('1920 × 1080, 15 s');
  expect(text).toContain(`id="figures-${shown}">12,345 views · 1 like · 0 comments · 2 shares<`);
  expect(text).toContain(`data-post="/_sandbox/posts/${shown}/remove"`);
  expect(text).toContain(`${hidden} not for everyone`);
  expect(text).not.toContain(`figures-${hidden}`);
  const cover = text.match(/src="([^"]+\/covers\/[^"]+)"/)?.[1] ?? '';
  expect((await tiktok.call(cover.replaceAll('&amp;', '&'))).status).toBe(200);
});

test('a creator has a picture', async () => {
  const { status, headers } = await tiktok.call('/_sandbox/avatars/demobaker');
  expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
});
