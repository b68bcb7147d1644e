import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkLength, chunkProblem } from './chunk-rules.ts';

const problem = (videoSize: number, chunkSize: number, totalChunkCount: number) =>
  chunkProblem({ videoSize, chunkSize, totalChunkCount });

test.each([
  [4_999_999, 4_999_999, 1],
  [50_000_123, 10_000_000, 5],
  [64_000_001, 32_000_000, 2],
  [66_259_900, 33_129_950, 2],
  [150_000_000, 50_000_000, 3],
  [4_294_967_296, 63_161_283, 68],
  [1, 1, 1],
])('the plan of the reference for %i bytes is accepted', (size, chunk, count) => {
  expect(problem(size, chunk, count)).toBeNull();
});

const [count, size] = ['The total chunk count is invalid', 'The chunk size is invalid'];
test.each([
  ['a count rounded up', 50_000_123, 10_000_000, 6, count],
  ['one chunk that is smaller than a 70 MB video', 70_000_000, 64_000_000, 1, size],
  ['a single chunk over 64 MB', 70_000_000, 70_000_000, 1, size],
  ['a 10 MB chunk for a 3 MB video', 3_000_000, 10_000_000, 1, size],
  ['chunks under 5 MB', 20_000_000, 4_000_000, 5, size],
  ['chunks over 64 MB', 300_000_000, 100_000_000, 3, size],
  ['a floor of 1 for 15 MB', 15_000_000, 10_000_000, 1, size],
  ['no chunk', 15_000_000, 10_000_000, 0, count],
  ['a chunk of nothing', 15_000_000, 0, 1, size],
  ['a video of nothing', 0, 0, 0, 'The video size is invalid'],
  ['a negative video', -5, -5, 1, 'The video size is invalid'],
  ['a video over 4 GiB', 4_294_967_297, 63_161_283, 68, 'The video size is invalid'],
])('%s is refused in the words of TikTok', (_what, videoSize, chunkSize, totalChunkCount, message) => {
  expect(problem(videoSize, chunkSize, totalChunkCount)).toBe(message);
});

test('chunks of an accepted plan end exactly at the end of the video, the last at most 128 MB long', () => {
  const plan = fc
    .tuple(fc.integer({ min: 5_242_880, max: 64_000_000 }), fc.integer({ min: 2, max: 60 }))
    .chain(([chunkSize, totalChunkCount]) =>
      fc.integer({ min: 0, max: chunkSize - 1 }).map((rest) => ({
        videoSize: chunkSize * totalChunkCount + rest,
        chunkSize,
        totalChunkCount,
      })),
    );
  fc.assert(
    fc.property(plan, (declared) => {
      expect(chunkProblem(declared)).toBeNull();
      let [first, chunks, last] = [0, 0, 0];
      while (first < declared.videoSize) {
        last = chunkLength(declared, first);
        first += last;
        chunks += 1;
      }
      expect([first, chunks]).toEqual([declared.videoSize, declared.totalChunkCount]);
      expect(last).toBeLessThanOrEqual(128_000_000);
    }),
  );
});
