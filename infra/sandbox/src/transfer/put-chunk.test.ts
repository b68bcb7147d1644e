import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

const chunkSize = 5_242_880;
const video = Buffer.alloc(chunkSize * 2 + 1000, 'postbus');
const total = video.length;
const firstRange = `bytes 0-${chunkSize - 1}/${total}`;
const lastRange = `bytes ${chunkSize}-${total - 1}/${total}`;
const [first, last] = [video.subarray(0, chunkSize), video.subarray(chunkSize)];

let tiktok: Harness;
let accessToken: string;
let uploadUrl: string;
let publishId: string;

beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(async () => {
  await tiktok.control('reset', {});
  await tiktok.control('settings', { checkMedia: false });
  accessToken = (await tiktok.signIn()).accessToken;
  const sourceInfo = { video_size: total, chunk_size: chunkSize, total_chunk_count: 2 };
  const { json } = await tiktok.directInit(accessToken, { sourceInfo });
  uploadUrl = json.data.upload_url;
  publishId = json.data.publish_id;
});

const uploadedBytes = async () => (await tiktok.status(accessToken, publishId)).json.data.uploaded_bytes;

/** Begins a PUT and breaks the connection in the middle of its body. */
const breakOff = (range: string, body: Buffer) =>
  new Promise<void>((resolve) => {
    const sent = request(uploadUrl, {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4', 'content-range': range, 'content-length': body.length },
    });
    sent.on('error', () => resolve());
    sent.on('close', () => resolve());
    sent.write(body.subarray(0, body.length / 2), () => sent.destroy());
  });

describe('an upload', () => {
  test('answers 206 to a chunk and 201 to the last, each with how far it is', async () => {
    const one = await tiktok.put(uploadUrl, first, firstRange);
    expect([one.status, one.text]).toEqual([206, '']);
    expect(one.headers.get('content-range')).toBe(`bytes 0-${chunkSize - 1}/${total}`);
    const two = await tiktok.put(uploadUrl, last, lastRange);
    expect([two.status, two.text]).toEqual([201, '']);
    expect(two.headers.get('content-range')).toBe(`bytes 0-${total - 1}/${total}`);
    const post = await tiktok.ended(publishId);
    expect(post.sha256).toBe(createHash('sha256').update(video).digest('hex'));
    expect(post.bytes).toBe(total);
  });

  test('may count bytes instead of naming the last index, as a switch', async () => {
    await tiktok.control('settings', { contentRangeNumber: 'count' });
    const one = await tiktok.put(uploadUrl, first, firstRange);
    expect(one.headers.get('content-range')).toBe(`bytes 0-${chunkSize}/${total}`);
  });

  test('answers 416 to a chunk out of order and to one that is stored, and keeps its place', async () => {
    expect((await tiktok.put(uploadUrl, last, lastRange)).status).toBe(416);
    expect(await uploadedBytes()).toBe(0);
    await tiktok.put(uploadUrl, first, firstRange);
    expect((await tiktok.put(uploadUrl, first, firstRange)).status).toBe(416);
    expect(await uploadedBytes()).toBe(chunkSize);
  });

  test('answers 206 to a stored range where the switch says so', async () => {
    await tiktok.control('settings', { storedRange: '206' });
    await tiktok.put(uploadUrl, first, firstRange);
    const again = await tiktok.put(uploadUrl, first, firstRange);
    expect([again.status, again.headers.get('content-range')]).toEqual([
      206,
      `bytes 0-${chunkSize - 1}/${total}`,
    ]);
  });

  test('stores nothing of a chunk whose connection broke, and takes the chunk again', async () => {
    await breakOff(firstRange, first);
    expect(await uploadedBytes()).toBe(0);
    expect((await tiktok.put(uploadUrl, first, firstRange)).status).toBe(206);
    await breakOff(lastRange, last);
    expect(await uploadedBytes()).toBe(chunkSize);
    expect((await tiktok.put(uploadUrl, last, lastRange)).status).toBe(201);
    const { sha256 } = await tiktok.ended(publishId);
    expect(sha256).toBe(createHash('sha256').update(video).digest('hex'));
  });

  test('takes one of two equal chunks sent at the same time', async () => {
    const put = () => tiktok.put(uploadUrl, first, firstRange);
    const answers = await Promise.all([put(), put(), put()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([206, 416, 416]);
  });

  test('is over with its last chunk', async () => {
    await tiktok.put(uploadUrl, first, firstRange);
    await tiktok.put(uploadUrl, last, lastRange);
    expect((await tiktok.put(uploadUrl, last, lastRange)).status).toBe(416);
  });
});

describe('a malformed chunk', () => {
  test.each([
    ['no range', ''],
    ['a range without the unit', `0-${chunkSize - 1}/${total}`],
    ['an exclusive end', `bytes 0-${chunkSize}/${total}`],
    ['another total', `bytes 0-${chunkSize - 1}/${total + 1}`],
    ['an end before its beginning', `bytes 10-9/${total}`],
    ['an unknown total', `bytes 0-${chunkSize - 1}/*`],
    ['numbers beyond belief', `bytes 0-${'9'.repeat(40)}/${'9'.repeat(40)}`],
  ])('with %s is 400', async (_what, range) => {
    expect((await tiktok.put(uploadUrl, first, range)).status).toBe(400);
    expect(await uploadedBytes()).toBe(0);
  });

  test('of another length than was declared at init is 400', async () => {
    const range = `bytes 0-${chunkSize / 2 - 1}/${total}`;
    expect((await tiktok.put(uploadUrl, first.subarray(0, chunkSize / 2), range)).status).toBe(400);
  });

  test('of another content type is 400', async () => {
    const answer = await tiktok.put(uploadUrl, first, firstRange, {
      'content-type': 'application/octet-stream',
    });
    expect(answer.status).toBe(400);
  });
});

describe('an upload URL', () => {
  test('that nobody was given is 404', async () => {
    const unknown = uploadUrl.replace(/upload_id=\d+/, 'upload_id=7');
    expect((await tiktok.put(unknown, first, firstRange)).status).toBe(404);
    expect((await tiktok.put(`${tiktok.url}/video/`, first, firstRange)).status).toBe(404);
  });

  test('with another token is 403', async () => {
    const forged = uploadUrl.replace(/upload_token=.*/, 'upload_token=x');
    expect((await tiktok.put(forged, first, firstRange)).status).toBe(403);
  });

  test('dies after an hour: 403, and the post has failed', async () => {
    await tiktok.put(uploadUrl, first, firstRange);
    await tiktok.control('clock', { advanceSeconds: 3600 });
    expect((await tiktok.put(uploadUrl, last, lastRange)).status).toBe(403);
    expect(await tiktok.ended(publishId)).toMatchObject({ status: 'FAILED', failReason: 'internal' });
  });

  test('that died may leave its post as it was, as a switch', async () => {
    await tiktok.control('settings', { expiredUpload: 'stuck' });
    await tiktok.control('clock', { advanceSeconds: 3600 });
    expect((await tiktok.put(uploadUrl, first, firstRange)).status).toBe(403);
    expect((await tiktok.status(accessToken, publishId)).json.data.status).toBe('PROCESSING_UPLOAD');
  });
});
