import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { paths, post, publicPost } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const badCount = 'The total chunk count is invalid';
const badSize = 'The chunk size is invalid';

/** A function that declares a file of `size` bytes in `count` chunks. */
async function declaring(tiktok: RunningTiktok) {
  const { accessToken } = await signIn(tiktok);
  await tiktok.control.settings({ limits: { videoInitPerMinute: 1000 } });
  return (size: number, chunkSize: number, count: number) =>
    post(tiktok, paths.directVideo, accessToken, {
      post_info: publicPost,
      source_info: {
        source: 'FILE_UPLOAD',
        video_size: size,
        chunk_size: chunkSize,
        total_chunk_count: count,
      },
    });
}

/** Sizes with plans that TikTok takes, and the last range of each. */
const plans = [
  [4_999_999, 4_999_999, 1, 'bytes 0-4999998/4999999'],
  [50_000_123, 10_000_000, 5, 'bytes 40000000-50000122/50000123'],
  [64_000_001, 32_000_000, 2, 'bytes 32000000-64000000/64000001'],
  [66_259_900, 33_129_950, 2, 'bytes 33129950-66259899/66259900'],
  [150_000_000, 50_000_000, 3, 'bytes 100000000-149999999/150000000'],
  [4_294_967_296, 63_161_283, 68, 'bytes 4231805961-4294967295/4294967296'],
] as const;

export const cases: readonly WireCase[] = [
  {
    covers: 'chunks',
    row: 15,
    title: 'the count is the size divided by the chunk size, rounded down; the last chunk takes the rest',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      for (const [size, chunkSize, count, last] of plans) {
        expect(Math.floor(size / chunkSize)).toBe(count);
        expect(`bytes ${(count - 1) * chunkSize}-${size - 1}/${size}`).toBe(last);
        expectOk(await declare(size, chunkSize, count));
      }
    },
  },
  {
    covers: 'chunks',
    row: 15,
    code: 'invalid_params',
    title: 'a count rounded up, or any other, is refused',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      expect(Math.ceil(50_000_123 / 10_000_000)).toBe(6);
      expectRefusal(await declare(50_000_123, 10_000_000, 6), 400, 'invalid_params', badCount);
      expectRefusal(await declare(50_000_123, 10_000_000, 4), 400, 'invalid_params', badCount);
      expectRefusal(await declare(20_000_000, 10_000_000, 3), 400, 'invalid_params', badCount);
    },
  },
  {
    covers: 'chunks',
    row: 15,
    code: 'invalid_params',
    title: 'a single chunk has the size of the file, nothing else',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      expectRefusal(await declare(3_000_000, 10_000_000, 1), 400, 'invalid_params');
      expectRefusal(await declare(15_000_000, 10_000_000, 1), 400, 'invalid_params', badSize);
      expectOk(await declare(3_000_000, 3_000_000, 1));
      expectOk(await declare(15_000_000, 15_000_000, 1));
    },
  },
  {
    covers: 'chunks',
    row: 15,
    code: 'invalid_params',
    title: 'a size of zero, or none, is refused',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      expectRefusal(await declare(0, 0, 0), 400, 'invalid_params');
      expectRefusal(await declare(0, 5_242_880, 1), 400, 'invalid_params');
      expectRefusal(await declare(-1, -1, 1), 400, 'invalid_params');
      expectRefusal(await declare(5_242_880.5, 5_242_880.5, 1), 400, 'invalid_params');
    },
  },
  {
    covers: 'chunks',
    row: 16,
    code: 'invalid_params',
    title: '70 MB need two chunks: one of 64 MB is not the size of the file, and one of 70 MB is too large',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      expectRefusal(await declare(70_000_000, 64_000_000, 1), 400, 'invalid_params', badSize);
      expectRefusal(await declare(70_000_000, 70_000_000, 1), 400, 'invalid_params', badSize);
      expectOk(await declare(70_000_000, 35_000_000, 2));
    },
  },
  {
    covers: 'chunks',
    code: 'invalid_params',
    title: 'a chunk of several has 5 to 64 MB',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      expectRefusal(await declare(12_000_000, 4_000_000, 3), 400, 'invalid_params', badSize);
      expectRefusal(await declare(200_000_000, 70_000_000, 2), 400, 'invalid_params', badSize);
      expectOk(await declare(128_000_000, 64_000_000, 2));
      expectOk(await declare(10_485_760, 5_242_880, 2));
    },
  },
  {
    covers: 'chunks',
    title: 'near-equal chunks of at most 64 MB pass for every size up to 4 GB',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      const edges = [1, 5_242_879, 5_242_880, 63_999_999, 64_000_000, 64_000_001, 128_000_000, 128_000_001];
      const spread = Array.from({ length: 40 }, (_, i) => Math.floor(4_294_967_296 / 1.4 ** i));
      for (const size of [...edges, ...spread]) {
        const count = Math.ceil(size / 64_000_000);
        const { text } = await declare(size, Math.floor(size / count), count);
        expect({ size, text }).toMatchObject({ text: expect.stringContaining('"ok"') });
      }
    },
  },
  {
    covers: 'chunks',
    code: 'invalid_params',
    title: 'a file has at most 4 GB',
    async run(tiktok) {
      const declare = await declaring(tiktok);
      const size = 4_294_967_297;
      expectRefusal(await declare(size, Math.floor(size / 68), 68), 400, 'invalid_params');
    },
  },
];
