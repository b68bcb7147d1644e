import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPhoto } from '../../testing/test-photo.ts';
import { readPhoto } from './photo.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postbus-photos-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
/** Looks into a file of these bytes; returns what was found and the rendition. */
async function read(bytes: Uint8Array) {
  count += 1;
  const path = join(folder, `${count}`);
  await writeFile(path, bytes);
  const { facts = null, rendition = null } = (await readPhoto(path)) ?? {};
  return { facts, rendition, shown: rendition && (await sharp(rendition).metadata()) };
}

test.each([
  ['jpeg', 1000, 800, 1000, 800],
  ['png', 100, 100, 100, 100],
  ['webp', 1080, 1920, 1080, 1920],
  ['jpeg', 4032, 3024, 1440, 1080],
  ['png', 3024, 4032, 1080, 1440],
  ['jpeg', 6000, 1000, 1920, 320],
] as const)(
  'a %s of %i×%i becomes a JPEG of %i×%i',
  async (format, width, height, shownWidth, shownHeight) => {
    const { facts, shown } = await read(await testPhoto(width, height, format));
    expect(facts).toEqual({ kind: 'photo', mimeType: `image/${format}`, width, height });
    expect(shown).toMatchObject({ format: 'jpeg', width: shownWidth, height: shownHeight });
  },
);

test('a picture that a camera has turned stands upright, and where it was taken is not told', async () => {
  const lying = sharp(await testPhoto(600, 400));
  const turned = await lying
    .withExif({ IFD0: { Orientation: '6' }, IFD3: { GPSLatitude: '52/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { facts, shown, rendition } = await read(turned);
  expect(facts).toMatchObject({ width: 400, height: 600 });
  expect(shown).toMatchObject({ width: 400, height: 600, hasProfile: false });
  expect(shown?.exif).toBeUndefined();
  // What was on the left is at the top now.
  const { data } = await sharp(rendition as Buffer)
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([...data.subarray(0, 3)]).toEqual([
    expect.closeTo(254, -1),
    expect.closeTo(0, -1),
    expect.closeTo(0, -1),
  ]);
});

test('what is transparent becomes white', async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const bytes = await sharp({ create: { width: 200, height: 200, channels: 4, background: clear } })
    .png()
    .toBuffer();
  const { rendition } = await read(bytes);
  expect((await sharp(rendition as Buffer).stats()).channels.map(({ min }) => min)).toEqual([255, 255, 255]);
});

describe('nothing is made of', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('a %s that is cut off', async (format) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({ create: { width: 500, height: 500, channels: 3, background: 'red', noise } })
      .toFormat(format)
      .toBuffer();
    const { facts, rendition } = await read(whole.subarray(0, Math.floor(whole.length * 0.7)));
    expect({ facts, rendition }).toEqual({ facts: null, rendition: null });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>hello</html>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>')],
  ])('%s', async (_name, bytes) => {
    expect((await read(bytes)).facts).toBeNull();
  });

  test('a GIF', async () => {
    expect((await read(await testPhoto(300, 300, 'gif'))).facts).toBeNull();
  });

  test.each([
    [99, 500],
    [500, 99],
    [6001, 500],
  ])('a picture of %i×%i, but its sides are told', async (width, height) => {
    const { facts, rendition } = await read(await testPhoto(width, height));
    expect(facts).toMatchObject({ width, height });
    expect(rendition).toBeNull();
  });

  test('a few bytes that claim to be 60,000 pixels wide', async () => {
    const bomb = await testPhoto(200, 200, 'png');
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const { rendition } = await read(bomb);
    expect(rendition).toBeNull();
  });

  test('no file is left half written', async () => {
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
