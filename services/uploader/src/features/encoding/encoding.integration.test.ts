import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { media } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from '../../testing/api.ts';
import { writeRealVideo } from '../../testing/real-video.ts';
import { startProcess, type UploaderProcess } from '../../testing/start-process.ts';
import { type Surroundings, startSurroundings } from '../../testing/start-uploader.ts';
import { testPhoto } from '../../testing/test-photo.ts';

let surroundings: Surroundings;
let uploader: UploaderProcess;
let api: Api;

beforeAll(async () => {
  surroundings = await startSurroundings('http://127.0.0.1:1');
  uploader = await startProcess(surroundings);
  api = createApi(surroundings, () => uploader);
});
afterAll(async () => {
  await uploader?.end('SIGKILL');
  await surroundings?.close();
});

interface Shown {
  status: string;
  progress: number | null;
  failure: { code: string } | null;
  container: string;
  codec: string;
  width: number;
  height: number;
  framesPerSecond: number;
  durationMs: number;
}
const look = async (mediaId: string) => (await (await api.call(`/api/media/${mediaId}`)).json()) as Shown;
const settled = (mediaId: string) =>
  waitFor('the encoding to end', async () => {
    const seen = await look(mediaId);
    return seen.status === 'encoding' ? null : seen;
  });

let count = 0;
async function realVideo(shape: Partial<Parameters<typeof writeRealVideo>[1]> = {}): Promise<Buffer> {
  count += 1;
  const format = shape.format ?? 'mp4';
  const path = join(surroundings.mediaDirectory, `source${count}.${format}`);
  const size = { width: 720, height: 1280, framesPerSecond: 30, seconds: 1 };
  await writeRealVideo(path, { ...size, ...shape, format });
  return readFile(path);
}

/** The picture at a moment, as rows of one colour each. */
async function cover(mediaId: string, timestampMs = 0) {
  const answer = await api.call(`/api/media/${mediaId}/cover?timestampMs=${timestampMs}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const picture = sharp(Buffer.from(await answer.arrayBuffer()));
  const { width, height } = await picture.metadata();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const first = (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) * 3;
    const [red = 0, green = 0, blue = 0] = data.subarray(first, first + 3);
    if (Math.max(red, green, blue) < 60) return 'black';
    return red > blue ? 'red' : 'blue';
  };
  return { width, height, at };
}

describe('a video that TikTok would refuse', () => {
  test.each([
    [
      'an AVI with few pictures',
      { format: 'avi', width: 320, height: 240, framesPerSecond: 15 },
      [480, 360, 30],
    ],
    ['an MKV with many', { format: 'mkv', width: 720, height: 1280, framesPerSecond: 90 }, [720, 1280, 60]],
    [
      'an MP4 that is too large',
      { format: 'mp4', width: 4800, height: 480, framesPerSecond: 25 },
      [3600, 360, 25],
    ],
  ] as const)('is converted when that is asked for: %s', async (_what, shape, [width, height, rate]) => {
    const mediaId = await api.addFile(await realVideo(shape), { convert: true });
    const { failure, ...shown } = await settled(mediaId);
    expect({ failure, ...shown }).toMatchObject({
      ...{ failure: null, status: 'ready', progress: null, container: 'mp4', codec: 'avc', width, height },
      framesPerSecond: expect.closeTo(rate, 0),
      durationMs: expect.closeTo(1000, -3),
    });
    const { at } = await cover(mediaId, 500);
    expect([at(0.25, 0.5), at(0.75, 0.5)]).toEqual(['red', 'blue']);
    const post = { accountIds: [api.addAccount()], mediaId, mode: 'inbox', draft: true };
    expect((await api.send('POST', '/api/posts', post)).status).toBe(201);
  });

  test('keeps its sound', async () => {
    const bytes = await realVideo({ format: 'avi', width: 320, height: 240 });
    const mediaId = await api.addFile(bytes, { convert: true });
    await settled(mediaId);
    const input = new Input({
      source: new FilePathSource(join(surroundings.mediaDirectory, mediaId)),
      formats: [MP4],
    });
    const audio = await input.getPrimaryAudioTrack();
    expect([await audio?.getCodec(), Math.round((await audio?.computeDuration()) ?? 0)]).toEqual(['aac', 1]);
    input.dispose();
  });

  test('can be converted later, and is what it was until then', async () => {
    const mediaId = await api.addFile(await realVideo({ framesPerSecond: 10 }));
    expect(await look(mediaId)).toMatchObject({ status: 'ready', framesPerSecond: 10 });
    const { status, body } = await api.send('POST', `/api/media/${mediaId}/convert`);
    expect([status, body.status]).toEqual([202, 'encoding']);
    const post = { accountIds: [api.addAccount()], mediaId, mode: 'inbox' };
    expect((await api.send('POST', '/api/posts', post)).body.error.code).toBe('media_not_ready');
    expect(await settled(mediaId)).toMatchObject({ status: 'ready', framesPerSecond: expect.closeTo(30, 0) });
  });

  test('that a phone has turned stands upright afterwards', async () => {
    const lying = await turnedVideo(await realVideo({ width: 640, height: 480, framesPerSecond: 10 }), 90);
    const mediaId = await api.addFile(lying, { convert: true });
    expect(await settled(mediaId)).toMatchObject({ status: 'ready', width: 480, height: 640 });
    // What was on the left is at the top.
    const { at } = await cover(mediaId);
    expect([at(0.5, 0.1), at(0.5, 0.9)]).toEqual(['red', 'blue']);
  });

  test('that cannot be decoded fails, says so, and is removed', async () => {
    const mediaId = await api.addMedia(200_000);
    await surroundings.database.db.update(media).set({ codec: 'av1' }).where(eq(media.id, mediaId));
    await api.send('POST', `/api/media/${mediaId}/convert`);
    expect(await settled(mediaId)).toMatchObject({ status: 'failed', failure: { code: 'encoding_failed' } });
    await expect(readFile(join(surroundings.mediaDirectory, mediaId))).rejects.toThrow('ENOENT');
  });

  test('is converted by the next process if this one is killed meanwhile', async () => {
    const bytes = await realVideo({
      format: 'mkv',
      width: 1280,
      height: 720,
      framesPerSecond: 70,
      seconds: 10,
    });
    const mediaId = await api.addFile(bytes, { convert: true });
    await waitFor('some of it to be done', async () => ((await look(mediaId)).progress ?? 0) > 0);
    await uploader.end('SIGKILL');
    uploader = await startProcess(surroundings);
    expect(await settled(mediaId)).toMatchObject({
      status: 'ready',
      container: 'mp4',
      durationMs: expect.closeTo(10_000, -2),
    });
  });
});

test('a video that TikTok takes is not touched, even when converting was asked for', async () => {
  const bytes = await realVideo();
  const mediaId = await api.addFile(bytes, { convert: true });
  expect((await look(mediaId)).status).toBe('ready');
  expect((await api.send('POST', `/api/media/${mediaId}/convert`)).body.status).toBe('ready');
  expect(await readFile(join(surroundings.mediaDirectory, mediaId))).toEqual(bytes);
});

test.each<[string, (address: string) => string]>([
  ['a playlist', (address) => `#EXTM3U\n#EXTINF:1,\n${address}\n#EXT-X-ENDLIST\n`],
  ['a list of files', (address) => `ffconcat version 1.0\nfile '${address}'\n`],
  ['a text', (address) => `Look at ${address}.`],
])('%s is not taken for a video, and nothing that it names is fetched', async (_what, textWith) => {
  let asked = 0;
  const host = createServer((_request, response) => {
    asked += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const { port } = host.address() as AddressInfo;
  const bytes = Buffer.from(textWith(`http://127.0.0.1:${port}/part.ts`));
  for (const convert of [false, true])
    await expect(api.addFile(bytes, { convert })).rejects.toThrow('media_unreadable');
  expect(asked).toBe(0);
  host.close();
});

describe('a slideshow', () => {
  const photos = async (...sizes: [number, number][]) =>
    Promise.all(sizes.map(async ([width, height]) => api.addFile(await testPhoto(width, height, 'png'))));

  test('shows its images in their order, fitted on the background', async () => {
    const mediaIds = await photos([1080, 1920], [1600, 900], [500, 500]);
    const { status, body } = await api.send('POST', '/api/slideshows', {
      mediaIds,
      secondsPerImage: 1,
      fadeSeconds: 0.2,
    });
    expect([status, body.status]).toEqual([202, 'encoding']);
    expect(await settled(body.mediaId)).toMatchObject({
      ...{ status: 'ready', container: 'mp4', codec: 'avc', width: 1080, height: 1920 },
      ...{ framesPerSecond: expect.closeTo(30, 1), durationMs: 3000 },
    });
    const first = await cover(body.mediaId, 500);
    expect([first.at(0.1, 0.02), first.at(0.9, 0.98)]).toEqual(['red', 'blue']);
    const second = await cover(body.mediaId, 1500);
    expect([second.at(0.1, 0.02), second.at(0.1, 0.5), second.at(0.9, 0.5)]).toEqual([
      'black',
      'red',
      'blue',
    ]);
  });

  test('without a fade cuts from one image to the next', async () => {
    const mediaIds = await photos([300, 300], [300, 300]);
    const { body } = await api.send('POST', '/api/slideshows', {
      mediaIds,
      secondsPerImage: 1,
      fadeSeconds: 0,
    });
    expect(await settled(body.mediaId)).toMatchObject({ status: 'ready', durationMs: 2000 });
  });

  test('is begun once for an Idempotency-Key, and needs its images until it is made', async () => {
    const mediaIds = await photos([300, 300], [300, 300]);
    const ask = () => api.send('POST', '/api/slideshows', { mediaIds }, { 'idempotency-key': 'show-1' });
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(other.body.mediaId).toBe(one.body.mediaId);
    const refused = await api.call(`/api/media/${mediaIds[0]}`, { method: 'DELETE' });
    expect(refused.status).toBe(409);
    expect((await settled(one.body.mediaId)).status).toBe('ready');
    expect((await api.call(`/api/media/${mediaIds[0]}`, { method: 'DELETE' })).status).toBe(204);
  });

  test.each([
    [
      'an image that is too large',
      async () => photos([4097, 100], [300, 300]),
      422,
      'slideshow_image_unsupported',
    ],
    [
      'a video',
      async () => [await api.addMedia(100_000), ...(await photos([300, 300]))],
      422,
      'media_of_other_kind',
    ],
    [
      'an unknown image',
      async () => [...(await photos([300, 300])), '0198c0de-0000-7000-8000-000000000000'],
      404,
      'media_not_found',
    ],
    ['one image', async () => photos([300, 300]), 400, 'validation_failed'],
  ])('of %s is refused, and nothing is made', async (_what, images, status, code) => {
    const mediaIds = await images();
    const before = await surroundings.database.db.$count(media);
    const answer = await api.send('POST', '/api/slideshows', { mediaIds });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(await surroundings.database.db.$count(media)).toBe(before);
  });
});

test('a moment after the end has the last picture as its cover; a photo has no cover', async () => {
  const { at } = await cover(await api.addFile(await realVideo()), 60_000);
  expect([at(0.25, 0.5), at(0.75, 0.5)]).toEqual(['red', 'blue']);
  const answer = await api.call(`/api/media/${await api.addFile(await testPhoto(300, 300))}/cover`);
  expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
    409,
    'cover_unavailable',
  ]);
});

/** The same video with a note that players are to turn it. */
async function turnedVideo(bytes: Buffer, rotation: 90): Promise<Buffer> {
  const [before, after] = ['before', 'after'].map((name) =>
    join(surroundings.mediaDirectory, `turn-${name}.mp4`),
  ) as [string, string];
  await writeFile(before, bytes);
  const input = new Input({ source: new FilePathSource(before), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('no video');
  const output = new Output({ format: new Mp4OutputFormat(), target: new FilePathTarget(after) });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, { rotation });
  await output.start();
  const decoderConfig = await track.getDecoderConfig();
  for await (const packet of new EncodedPacketSink(track).packets())
    await source.add(packet, decoderConfig ? { decoderConfig } : undefined);
  await output.finalize();
  input.dispose();
  return readFile(after);
}
