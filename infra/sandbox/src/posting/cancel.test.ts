import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { stalling, startMediaHost } from '../testing/media-host.ts';
import { makePhoto } from '../testing/photo.ts';
import { startReceiver } from '../testing/receiver.ts';

const photo = makePhoto();
const half = photo.subarray(0, photo.length / 2);
let host: Awaited<ReturnType<typeof startMediaHost>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let tiktok: Harness;
let accessToken: string;
let slow: ServerResponse | undefined;

beforeAll(async () => {
  receiver = await startReceiver();
  host = await startMediaHost({
    '1.jpg': photo,
    'slow.jpg': (request, response) => {
      slow = response;
      stalling(photo.length, half)(request, response);
    },
    'nearly.jpg': stalling(photo.length, photo.subarray(0, photo.length - 1)),
    'silent.jpg': () => {},
  });
  tiktok = await startHarness({ webhookUrl: receiver.url, verifiedUrls: [host.base] });
});
afterAll(async () => {
  await tiktok.close();
  await host.close();
  await receiver.close();
});
beforeEach(async () => {
  await tiktok.control('reset', {});
  receiver.received.length = 0;
  ({ accessToken } = await tiktok.signIn());
});

const outcome = ({ status, json }: { status: number; json: { error: { code: string } } }) => [
  status,
  json.error.code,
];
const begin = async (...names: string[]): Promise<string> => {
  const sourceInfo = { photo_images: names.map((name) => host.base + name) };
  return (await tiktok.photoInit(accessToken, { sourceInfo })).json.data.publish_id;
};
const notCancellable = [400, 'publish_not_cancellable'];

test('a running download is cancelled: no data, the connection ends, the webhook says why', async () => {
  const publishId = await begin('slow.jpg');
  await tiktok.postWhen(publishId, (post) => post.bytes === half.length);
  const closed = slow && once(slow, 'close');
  const answer = await tiktok.cancel(accessToken, publishId);
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    error: { code: 'ok', message: '', log_id: answer.headers.get('x-tt-logid') },
  });
  await closed;
  const [webhook] = await receiver.until((all) => all.length > 0);
  expect([webhook?.event, webhook?.content]).toEqual([
    'post.publish.failed',
    { publish_id: publishId, publish_type: 'DIRECT_PUBLISH', reason: 'publish_cancelled' },
  ]);
  expect((await tiktok.status(accessToken, publishId)).json.data).toMatchObject({
    status: 'FAILED',
    fail_reason: 'publish_cancelled',
    downloaded_bytes: half.length,
  });
  expect(receiver.received).toHaveLength(1);
});

test('a video that is slowed down can be hit, and one whose host has not answered yet', async () => {
  await tiktok.control('settings', { pullBytesPerSecond: 1 });
  const body = { source_info: { source: 'PULL_FROM_URL', video_url: `${host.base}1.jpg` } };
  const { json } = await tiktok.post('/v2/post/publish/inbox/video/init/', accessToken, body);
  for (const publishId of [json.data.publish_id, await begin('silent.jpg')]) {
    expect(outcome(await tiktok.cancel(accessToken, publishId))).toEqual([200, 'ok']);
    expect((await tiktok.ended(publishId)).failReason).toBe('publish_cancelled');
  }
});

test('a download that is nearly done goes on, but only when its last file is', async () => {
  const last = await begin('1.jpg', 'nearly.jpg');
  await tiktok.postWhen(last, (post) => post.bytes === 2 * photo.length - 1);
  expect(outcome(await tiktok.cancel(accessToken, last))).toEqual(notCancellable);
  expect((await tiktok.status(accessToken, last)).json.data.status).toBe('PROCESSING_DOWNLOAD');
  const first = await begin('nearly.jpg', '1.jpg');
  await tiktok.postWhen(first, (post) => post.bytes === photo.length - 1);
  expect(outcome(await tiktok.cancel(accessToken, first))).toEqual([200, 'ok']);
});

test('what is uploading, processing, published or cancelled cannot be cancelled', async () => {
  const uploading = (await tiktok.directInit(accessToken)).json.data.publish_id;
  expect(outcome(await tiktok.cancel(accessToken, uploading))).toEqual(notCancellable);
  const published = await begin('1.jpg');
  await tiktok.ended(published);
  expect(outcome(await tiktok.cancel(accessToken, published))).toEqual(notCancellable);
  const cancelled = await begin('silent.jpg');
  await tiktok.cancel(accessToken, cancelled);
  expect(outcome(await tiktok.cancel(accessToken, cancelled))).toEqual(notCancellable);
  await tiktok.control('settings', { processingMs: 60_000 });
  const processing = await begin('1.jpg');
  await tiktok.postWhen(processing, (post) => post.photos.length === 1);
  expect(outcome(await tiktok.cancel(accessToken, processing))).toEqual(notCancellable);
});

test('an unknown id is refused in the form of the status call, and a foreign one as such', async () => {
  const unknown = await tiktok.cancel(accessToken, 'p_pub_url~v2.1');
  expect(unknown.json.error).toMatchObject({ code: 'invalid_params', message: 'invalid_publish_id' });
  await tiktok.control('settings', { unknownPublishId: 'invalid_publish_id' });
  expect(outcome(await tiktok.cancel(accessToken, 'x'))).toEqual([400, 'invalid_publish_id']);
  const chef = await tiktok.signIn('demochef');
  const publishId = await begin('silent.jpg');
  expect(outcome(await tiktok.cancel(chef.accessToken, publishId))).toEqual([
    400,
    'token_not_authorized_for_specified_publish_id',
  ]);
});

test('the token, its scope and the ownership of the URLs are asked for', async () => {
  const publishId = await begin('silent.jpg');
  expect(outcome(await tiktok.cancel('act.x', publishId))).toEqual([401, 'access_token_invalid']);
  const reader = await tiktok.signIn('demobaker', ['user.info.basic']);
  expect(outcome(await tiktok.cancel(reader.accessToken, publishId))).toEqual([401, 'scope_not_authorized']);
  await tiktok.control('apps', { clientKey: tiktok.app.clientKey, verifiedUrls: [] });
  expect(outcome(await tiktok.cancel(accessToken, publishId))).toEqual([403, 'url_ownership_unverified']);
});
