import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePhoto } from '../testing/photo.ts';
import { checkPhotos, inspectPhoto } from './photo-check.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photo-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function inspect(bytes: Buffer) {
  const path = join(folder, 'photo');
  await writeFile(path, bytes);
  return inspectPhoto(path);
}
const nothing = { contentType: null, width: null, height: null };

test.each(['jpeg', 'webp'] as const)('a %s is known by its bytes, whatever its size', async (type) => {
  const sides = fc.integer({ min: 1, max: 2000 });
  const cases = fc.asyncProperty(sides, sides, async (width, height) => {
    const picture = { contentType: `image/${type}`, width, height };
    expect(await inspect(makePhoto({ type, width, height }))).toEqual(picture);
  });
  await fc.assert(cases, { numRuns: 30 });
});

test.each(['jpeg', 'webp'] as const)('a %s that was cut off anywhere is none', async (type) => {
  const photo = makePhoto({ type, width: 64, height: 64 });
  for (let length = 0; length < photo.length; length += 1) {
    expect([length, await inspect(photo.subarray(0, length))]).toEqual([length, nothing]);
  }
});

test('the end of a thumbnail is not the end of the photo', async () => {
  const photo = makePhoto({ width: 800, height: 800 });
  const thumbnail = makePhoto({ width: 64, height: 64 });
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(thumbnail.length + 2, 4);
  const whole = Buffer.concat([head, thumbnail, photo.subarray(2)]);
  expect(await inspect(whole)).toEqual({ contentType: 'image/jpeg', width: 800, height: 800 });
  expect(await inspect(whole.subarray(0, -2))).toEqual(nothing);
});

test.each([
  ['a PNG', Buffer.from(`89504e470d0a1a0a0000000d49484452${'00000040'.repeat(2)}0802000000`, 'hex')],
  ['a GIF', Buffer.from('GIF89a\x40\0\x40\0\0\0\0;', 'latin1')],
  ['text', Buffer.from('not a photo')],
  ['nothing', Buffer.alloc(0)],
])('%s is no photo', async (_what, bytes) => {
  expect(await inspect(bytes)).toEqual(nothing);
});

test('any bytes are judged without an error', async () => {
  const starts = fc.constantFrom('', 'ffd8ff', '52494646000000005745425056503820');
  const cases = fc.asyncProperty(starts, fc.uint8Array({ maxLength: 200 }), async (start, bytes) => {
    const { contentType } = await inspect(Buffer.concat([Buffer.from(start, 'hex'), bytes]));
    expect([null, 'image/jpeg', 'image/webp']).toContain(contentType);
  });
  await fc.assert(cases, { numRuns: 100 });
});

const flaw = (...sizes: [number, number][]) =>
  checkPhotos(sizes.map(([width, height]) => ({ contentType: 'image/jpeg', width, height })));

test.each<[number, number, string | null]>([
  [1080, 1920, null],
  [1920, 1080, null],
  [1080, 1080, null],
  [1, 1, null],
  [1081, 1081, 'picture_size_check_failed'],
  [1081, 1920, 'picture_size_check_failed'],
  [1080, 1921, 'picture_size_check_failed'],
  [1921, 1080, 'picture_size_check_failed'],
])('1080p is a frame for both ways up: %i × %i gives %s', (width, height, reason) => {
  expect(flaw([width, height])).toBe(reason);
});

test('one flawed photo fails the post, the first one with its reason', () => {
  expect(flaw([1080, 1350], [4000, 3000])).toBe('picture_size_check_failed');
  expect(checkPhotos([nothing, { contentType: 'image/webp', width: 4000, height: 3000 }])).toBe(
    'file_format_check_failed',
  );
});
