import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { waitFor } from '@postbus/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, directPost } from '../../testing/api.ts';
import { type FrontDoor, openFrontDoor } from '../../testing/front-door.ts';
import { startProcess, type UploaderProcess } from '../../testing/start-process.ts';
import { startS3 } from '../../testing/start-s3.ts';
import { startTikTok, type TikTok } from '../../testing/start-tiktok.ts';
import { type Surroundings, startSurroundings } from '../../testing/start-uploader.ts';
import { testPhoto } from '../../testing/test-photo.ts';
import { writeTestVideo } from '../../testing/test-video.ts';

let s3: Awaited<ReturnType<typeof startS3>>;
let tiktok: TikTok;
let door: FrontDoor;
let surroundings: Surroundings;
let uploader: UploaderProcess;
let api: Api;

beforeAll(async () => {
  s3 = await startS3();
  tiktok = await startTikTok();
  door = await openFrontDoor();
  await tiktok.verifyUrl(`${door.url}/media/`);
  surroundings = await startSurroundings(tiktok.url);
  Object.assign(surroundings.env, s3.env, { PUBLIC_URL: door.url, TIKTOK_FETCHES_BY_HTTP: 'true' });
  await start();
  api = createApi(surroundings, () => uploader);
});
afterAll(async () => {
  await uploader?.end('SIGKILL');
  await surroundings?.close();
  await door?.close();
  await tiktok?.close();
  await s3?.close();
});

async function start() {
  uploader = await startProcess(surroundings);
  door.leadTo(uploader.url);
}

async function namesInBucket(): Promise<string[]> {
  const client = new S3Client(s3.client);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: s3.bucket }));
  return Contents.map(({ Key = '' }) => Key);
}

const tus = { 'tus-resumable': '1.0.0' };
const patch = (location: string, offset: number, body: Uint8Array) =>
  api.call(location, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': `${offset}`, 'content-type': 'application/offset+octet-stream' },
    body: Uint8Array.from(body),
  });
const offsetOf = async (location: string) =>
  Number((await api.call(location, { method: 'HEAD', headers: tus })).headers.get('upload-offset'));

async function isPublished(post: object): Promise<string | null> {
  const answer = await api.publish({ allowDuplicate: true, ...post });
  const { publicationId } = (await answer.json()) as { publicationId: string };
  const status = await waitFor('an end', async () => {
    const seen = await api.status(publicationId);
    return ['published', 'failed'].includes(seen.status) ? seen : null;
  });
  expect(status).toMatchObject({ status: 'published', failure: null });
  return status.publishId;
}
const taskOf = async (publishId: string | null) =>
  (await tiktok.posts()).find((task) => task.publishId === publishId);

test('a video goes through the bucket to TikTok byte for byte, with a process killed in between', async () => {
  const path = join(surroundings.mediaDirectory, 'source.mp4');
  await writeTestVideo(path, 12_000_000);
  const bytes = await readFile(path);
  const begun = await api.call('/api/media', {
    method: 'POST',
    headers: { ...tus, 'upload-length': `${bytes.length}` },
  });
  const location = begun.headers.get('location') ?? '';
  await patch(location, 0, bytes.subarray(0, 7_000_000));
  await uploader.end('SIGKILL');
  await start();
  expect(await offsetOf(location)).toBe(7_000_000);
  expect((await patch(location, 7_000_000, bytes.subarray(7_000_000))).status).toBe(204);

  const mediaId = location.split('/').at(-1) ?? '';
  const found = await (await api.call(location)).json();
  expect(found).toMatchObject({ status: 'ready', sizeBytes: bytes.length, container: 'mp4' });
  const { accessToken } = await tiktok.connect('demobaker');
  const publishId = await isPublished(directPost(api.addAccount(accessToken), mediaId));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await taskOf(publishId)).toMatchObject({ bytes: bytes.length, sha256 });
});

test('TikTok fetches photos out of the bucket', async () => {
  const mediaIds = [await api.addFile(await testPhoto(800, 600, 'png'))];
  const { accessToken } = await tiktok.connect('demobaker');
  const postInfo = { privacyLevel: 'SELF_ONLY' };
  const publishId = await isPublished({
    accountId: api.addAccount(accessToken),
    mediaIds,
    mode: 'direct',
    postInfo,
  });
  expect((await taskOf(publishId))?.photos).toMatchObject([
    { contentType: 'image/jpeg', width: 800, height: 600 },
  ]);
});

test('a slideshow is made of photos in the bucket', async () => {
  const mediaIds = [
    await api.addFile(await testPhoto(300, 300)),
    await api.addFile(await testPhoto(300, 400)),
  ];
  const { body } = await api.send('POST', '/api/slideshows', { mediaIds, secondsPerImage: 1 });
  await waitFor('the slideshow', async () => {
    const { status } = (await (await api.call(`/api/media/${body.mediaId}`)).json()) as { status: string };
    return status === 'ready';
  });
  expect((await api.call(`/api/media/${body.mediaId}/cover`)).status).toBe(200);
});

test('what is removed leaves nothing in the bucket, and neither does what is no video', async () => {
  const before = await namesInBucket();
  const photo = await api.addFile(await testPhoto(300, 300));
  expect(await namesInBucket()).toContain(`${photo}.jpg`);
  const begun = await api.call('/api/media', {
    method: 'POST',
    headers: { ...tus, 'upload-length': '1000' },
  });
  const location = begun.headers.get('location') ?? '';
  await patch(location, 0, new Uint8Array(100));
  for (const path of [location, `/api/media/${photo}`])
    expect((await api.call(path, { method: 'DELETE', headers: tus })).status).toBe(204);
  await expect(api.addFile(Buffer.from('This is not a video.'))).rejects.toThrow('media_unreadable');
  expect(await namesInBucket()).toEqual(before);
});
