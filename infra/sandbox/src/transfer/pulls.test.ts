import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { stalling, startMediaHost } from '../testing/media-host.ts';
import { makePhoto } from '../testing/photo.ts';
import { startReceiver } from '../testing/receiver.ts';
import { makeVideo } from '../testing/video.ts';

const jpeg = makePhoto();
const webp = makePhoto({ type: 'webp', width: 800, height: 1000 });
const large = makePhoto({ width: 4000, height: 3000 });
const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000040000000400802000000', 'hex');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let dataDir: string;
let video: Buffer;
let host: Awaited<ReturnType<typeof startMediaHost>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let tiktok: Harness;
let accessToken: string;
let openId: string;
let stalled: ServerResponse | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pulls-'));
  video = await makeVideo();
  receiver = await startReceiver();
  host = await startMediaHost({
    'v.mp4': video,
    '1.jpg': jpeg,
    '2.webp': webp,
    'large.jpg': large,
    'photo.png': png,
    'half.jpg': jpeg.subarray(0, jpeg.length / 2),
    'stalling.jpg': (request, response) => {
      stalled = response;
      stalling(jpeg.length, jpeg.subarray(0, 5000))(request, response);
    },
    'silent.jpg': () => {},
    moved: (_request, response) => response.writeHead(302, { location: '/1.jpg' }).end(),
    part: (_request, response) => response.writeHead(206).end(jpeg),
    shorter: (_request, response) =>
      response.writeHead(200, { 'content-length': 99_999 }).end(jpeg, () => response.destroy()),
    lost: (_request, response) => response.writeHead(200).write(jpeg, () => response.destroy()),
    refused: (_request, response) => response.destroy(),
    heavy: stalling(20_000_001, jpeg),
    endless: stalling(4 * 1024 ** 3 + 1, video),
    growing: (_request, response) => response.writeHead(200).end(Buffer.alloc(20_000_001)),
  });
  tiktok = await startHarness({ dataDir, webhookUrl: receiver.url, verifiedUrls: [host.base] });
});
afterAll(async () => {
  await tiktok.close();
  await host.close();
  await receiver.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  await tiktok.control('reset', {});
  receiver.received.length = 0;
  ({ accessToken, openId } = await tiktok.signIn());
});

const status = async (publishId: string) => (await tiktok.status(accessToken, publishId)).json.data;
const failed = async () => {
  const [webhook] = await receiver.until((all) => all.length > 0);
  return [webhook?.event, webhook?.content.reason];
};
const files = async () => (await readdir(dataDir)).filter((name) => name.endsWith('.media'));
const pullPhotos = async (names: string[], init: object = {}): Promise<string> => {
  const sourceInfo = { photo_images: names.map((name) => host.base + name) };
  return (await tiktok.photoInit(accessToken, { sourceInfo, ...init })).json.data.publish_id;
};
const pullVideo = async (name: string) => {
  const body = { source_info: { source: 'PULL_FROM_URL', video_url: host.base + name } };
  return (await tiktok.post('/v2/post/publish/inbox/video/init/', accessToken, body)).json.data;
};

describe('a pulled video', () => {
  test('needs no upload URL and ends like an uploaded one', async () => {
    const { publish_id: publishId, upload_url: uploadUrl } = await pullVideo('v.mp4');
    expect(uploadUrl).toBeUndefined();
    expect(publishId).toMatch(/^v_inbox_url~v2\.\d{19}$/);
    const post = await tiktok.ended(publishId);
    expect(post).toMatchObject({ media: 'video', bytes: video.length, sha256: sha256(video), photos: [] });
    expect(await status(publishId)).toEqual({ status: 'SEND_TO_USER_INBOX', downloaded_bytes: video.length });
  });

  test.each(['moved', 'part', 'shorter', 'lost', 'refused', 'endless', 'not there'])(
    'from a host that answers with something %s fails, once and for good',
    async (name) => {
      const { publish_id: publishId } = await pullVideo(name);
      expect(await failed()).toEqual(['post.publish.failed', 'video_pull_failed']);
      expect(await status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'video_pull_failed' });
      expect(host.asked.at(-1)).toBe(encodeURI(name));
    },
  );
});

describe('pulled photos', () => {
  test('are all fetched, in order, and published as one post', async () => {
    const publishId = await pullPhotos(['1.jpg', '2.webp']);
    const [complete, available] = await receiver.until((all) => all.length === 2);
    expect(complete?.content).toEqual({ publish_id: publishId, publish_type: 'DIRECT_PUBLISH' });
    const post = await tiktok.ended(publishId);
    expect(available?.content).toMatchObject({ publish_id: publishId, post_id: post.postId });
    expect(post).toMatchObject({ media: 'photo', bytes: jpeg.length + webp.length, sha256: null });
    expect(post.photos).toEqual([
      { bytes: jpeg.length, sha256: sha256(jpeg), contentType: 'image/jpeg', width: 1080, height: 1350 },
      { bytes: webp.length, sha256: sha256(webp), contentType: 'image/webp', width: 800, height: 1000 },
    ]);
    expect((await status(publishId)).downloaded_bytes).toBe(jpeg.length + webp.length);
    expect(host.asked.slice(-2)).toEqual(['1.jpg', '2.webp']);
  });

  test('for the inbox wait there until the creator posts them', async () => {
    const publishId = await pullPhotos(['1.jpg'], { post_mode: 'MEDIA_UPLOAD' });
    const [delivered] = await receiver.until((all) => all.length === 1);
    expect(delivered?.content).toEqual({ publish_id: publishId, publish_type: 'INBOX_SHARE' });
    expect((await status(publishId)).status).toBe('SEND_TO_USER_INBOX');
    await tiktok.control(`posts/${publishId}/publish`, {});
    expect((await status(publishId)).status).toBe('PUBLISH_COMPLETE');
  });

  test.each([
    ['moved', 'photo_pull_failed'],
    ['shorter', 'photo_pull_failed'],
    ['lost', 'photo_pull_failed'],
    ['refused', 'photo_pull_failed'],
    ['missing.jpg', 'photo_pull_failed'],
    ['heavy', 'photo_pull_failed'],
    ['growing', 'photo_pull_failed'],
    ['photo.png', 'file_format_check_failed'],
    ['half.jpg', 'file_format_check_failed'],
    ['v.mp4', 'file_format_check_failed'],
    ['large.jpg', 'picture_size_check_failed'],
  ])('fail as a whole when one of them is %s: %s', async (name, reason) => {
    const publishId = await pullPhotos(['1.jpg', name, '2.webp']);
    expect(await failed()).toEqual(['post.publish.failed', reason]);
    expect(await status(publishId)).toMatchObject({ status: 'FAILED', fail_reason: reason });
  });

  test('that fail to come leave no file behind', async () => {
    await pullPhotos(['1.jpg', 'refused']);
    await failed();
    await expect.poll(files).toEqual([]);
  });

  test('are not looked into where the setting says so', async () => {
    await tiktok.control('settings', { checkMedia: false });
    const post = await tiktok.ended(await pullPhotos(['photo.png']));
    expect(post.status).toBe('PUBLISH_COMPLETE');
    expect(post.photos).toMatchObject([{ bytes: png.length, contentType: null, width: null }]);
  });
});

describe('a download', () => {
  test('shows how far it is while it goes on', async () => {
    const publishId = await pullPhotos(['2.webp', 'stalling.jpg']);
    await tiktok.postWhen(publishId, (post) => post.bytes === webp.length + 5000);
    const downloaded = { downloaded_bytes: webp.length + 5000 };
    expect(await status(publishId)).toEqual({ status: 'PROCESSING_DOWNLOAD', ...downloaded });
    stalled?.end(jpeg.subarray(5000));
    expect((await tiktok.ended(publishId)).status).toBe('PUBLISH_COMPLETE');
  });

  test.each(['stalling.jpg', 'silent.jpg'])('of %s is given up after an hour, not before', async (name) => {
    const publishId = await pullPhotos([name]);
    await tiktok.control('clock', { advanceSeconds: 3590 });
    expect((await status(publishId)).status).toBe('PROCESSING_DOWNLOAD');
    await tiktok.control('clock', { advanceSeconds: 10 });
    expect(await failed()).toEqual(['post.publish.failed', 'photo_pull_failed']);
  });

  test('goes at the pace of the setting, by the sandbox’s clock', async () => {
    await tiktok.control('settings', { pullBytesPerSecond: 10 });
    const publishId = await pullPhotos(['1.jpg', '2.webp']);
    await tiktok.control('clock', { advanceSeconds: 100 });
    const { bytes } = await tiktok.postWhen(publishId, (post) => post.bytes >= 1000);
    expect(bytes).toBeLessThan(2000);
    await tiktok.control('clock', { advanceSeconds: 2000 });
    expect((await tiktok.ended(publishId)).status).toBe('PUBLISH_COMPLETE');
  });

  test('that was slowed goes on at full speed when the setting is taken back', async () => {
    await tiktok.control('settings', { pullBytesPerSecond: 1 });
    const publishId = await pullPhotos(['1.jpg']);
    await tiktok.control('settings', { pullBytesPerSecond: 0 });
    expect((await tiktok.ended(publishId)).status).toBe('PUBLISH_COMPLETE');
  });

  test('of a creator who removes the app ends with it and leaves no file', async () => {
    const publishId = await pullPhotos(['stalling.jpg']);
    await tiktok.postWhen(publishId, (post) => post.bytes === 5000);
    await tiktok.control('grants/revoke', { openId });
    expect(await failed()).toEqual(['post.publish.failed', 'auth_removed']);
    stalled?.end(jpeg.subarray(5000));
    await expect.poll(files).toEqual([]);
  });

  test('is broken off by a reset, without a webhook, and every file goes', async () => {
    await tiktok.ended(await pullPhotos(['1.jpg', '2.webp']));
    const publishId = await pullPhotos(['1.jpg', 'stalling.jpg']);
    await tiktok.postWhen(publishId, (post) => post.bytes === jpeg.length + 5000);
    expect(await files()).toHaveLength(4);
    await receiver.until((all) => all.length === 2);
    const closed = stalled && once(stalled, 'close');
    await tiktok.control('reset', {});
    await closed;
    expect(await files()).toEqual([]);
    expect((await tiktok.control('posts')).json.posts).toEqual([]);
    expect(receiver.events()).not.toContain('post.publish.failed');
  });
});

test('a restart begins unfinished downloads anew and keeps the deadline of the first', async () => {
  const ownDir = await mkdtemp(join(tmpdir(), 'pulls-restart-'));
  const options = { dataDir: ownDir, verifiedUrls: [host.base] };
  const before = await startHarness(options);
  const token = (await before.signIn()).accessToken;
  const init = async (names: string[]): Promise<string> => {
    const sourceInfo = { photo_images: names.map((name) => host.base + name) };
    return (await before.photoInit(token, { sourceInfo })).json.data.publish_id;
  };
  const hopeless = await init(['silent.jpg']);
  await before.control('clock', { advanceSeconds: 1800 });
  const slow = await init(['1.jpg', 'stalling.jpg']);
  await before.postWhen(slow, (post) => post.bytes === jpeg.length + 5000);
  await before.close();

  const after = await startHarness({ ...options, port: Number(new URL(before.url).port) });
  await after.postWhen(slow, (post) => post.bytes === jpeg.length + 5000);
  stalled?.end(jpeg.subarray(5000));
  const post = await after.ended(slow);
  expect(post).toMatchObject({ status: 'PUBLISH_COMPLETE', bytes: 2 * jpeg.length });
  expect(post.photos.map((photo: { sha256: string }) => photo.sha256)).toEqual([sha256(jpeg), sha256(jpeg)]);
  await after.control('clock', { advanceSeconds: 1800 });
  expect((await after.ended(hopeless)).failReason).toBe('photo_pull_failed');
  await after.close();
  await rm(ownDir, { recursive: true });
});
