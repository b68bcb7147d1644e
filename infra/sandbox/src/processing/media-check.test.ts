import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVideo, type VideoShape } from '../testing/video.ts';
import { checkMedia } from './media-check.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(bytes: Buffer, maxDurationSec = 600): Promise<string | null> {
  const path = join(folder, 'video');
  await writeFile(path, bytes);
  return (await checkMedia(path, maxDurationSec)).flaw;
}

test.each<[string, VideoShape]>([
  ['an upright H.264 MP4', {}],
  ['a VP9 WebM', { container: 'webm', codec: 'vp9' }],
  ['the smallest picture', { width: 360, height: 360 }],
  ['the largest picture', { width: 4096, height: 4096 }],
  ['23 frames a second', { fps: 23 }],
  ['60 frames a second', { fps: 60 }],
])('%s passes', async (_what, shape) => {
  expect(await check(await makeVideo(shape))).toBeNull();
});

test.each<[string, VideoShape, string]>([
  ['a picture that is too narrow', { width: 359 }, 'picture_size_check_failed'],
  ['a picture that is too tall', { height: 4097 }, 'picture_size_check_failed'],
  ['15 frames a second', { fps: 15 }, 'frame_rate_check_failed'],
  ['120 frames a second', { fps: 120 }, 'frame_rate_check_failed'],
  ['an AV1 video', { codec: 'av1' }, 'file_format_check_failed'],
])('%s fails with the reason of TikTok', async (_what, shape, reason) => {
  expect(await check(await makeVideo(shape))).toBe(reason);
});

test('a video longer than its creator may post fails', async () => {
  const video = await makeVideo({ seconds: 4 });
  expect(await check(video, 3)).toBe('duration_check_failed');
  expect(await check(video, 4)).toBeNull();
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(100_000)],
  ['text', Buffer.from('not a video'.repeat(100))],
  [
    'the head of an MP4 and no more',
    Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\xff\xffmoov', 'latin1'),
  ],
])('%s is no video', async (_what, bytes) => {
  expect(await check(bytes)).toBe('file_format_check_failed');
});

test('a video that was cut off is no video', async () => {
  const video = await makeVideo();
  expect(await check(video.subarray(0, video.length / 2))).toBe('file_format_check_failed');
});
