import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChunkPlan, chunkPlan, maxVideoSize, planChunks } from './chunk-plan.ts';

const lastRange = ({ totalChunkCount, videoSize, ranges }: ChunkPlan) => {
  const { first, last } = ranges(totalChunkCount - 1);
  return `bytes ${first}-${last}/${videoSize}`;
};

/** Sizes where rules change are tried as often as all others. */
const anySize = fc.oneof(
  fc.integer({ min: 1, max: maxVideoSize }),
  fc
    .tuple(fc.integer({ min: 1, max: 67 }), fc.integer({ min: -70, max: 70 }))
    .map(([count, offset]) => count * 64_000_000 + offset),
  fc.constantFrom(
    1,
    2,
    4_999_999,
    5_000_000,
    5_242_879,
    5_242_880,
    2 ** 26,
    2 ** 27,
    maxVideoSize - 1,
    maxVideoSize,
  ),
);

describe('a chunk plan', () => {
  test('keeps every rule of the media transfer guide for every size up to 4 GiB', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const { chunkSize, totalChunkCount, ranges, videoSize } = planChunks(size);
        expect(videoSize).toBe(size);
        // 1. The count is the floor of the division; the remainder belongs to the last chunk.
        expect(totalChunkCount).toBe(Math.floor(size / chunkSize));
        // 2. 5 MB to 64 MB in either reading of MB; the last chunk to 128 MB.
        if (totalChunkCount > 1) expect(chunkSize).toBeGreaterThanOrEqual(5_242_880);
        expect(chunkSize).toBeLessThanOrEqual(64_000_000);
        const last = ranges(totalChunkCount - 1);
        expect(last.last - last.first + 1).toBeLessThanOrEqual(128_000_000);
        // 3. Under 5 MB, and whenever there is one chunk, the chunk is the file.
        if (size < 5_000_000) expect(totalChunkCount).toBe(1);
        if (totalChunkCount === 1) expect(chunkSize).toBe(size);
        // 4. Over 64 MB there are several.
        if (size > 64_000_000) expect(totalChunkCount).toBeGreaterThan(1);
        // 5. 1 to 1000 chunks, which cover every byte once and in order.
        expect(totalChunkCount).toBeLessThanOrEqual(1000);
        let next = 0;
        for (let index = 0; index < totalChunkCount; index += 1) {
          expect(ranges(index).first).toBe(next);
          next = ranges(index).last + 1;
          if (index < totalChunkCount - 1) expect(next - ranges(index).first).toBe(chunkSize);
        }
        expect(next).toBe(size);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    [4_999_999, 4_999_999, 1, 'bytes 0-4999998/4999999'],
    [64_000_001, 32_000_000, 2, 'bytes 32000000-64000000/64000001'],
    [66_259_900, 33_129_950, 2, 'bytes 33129950-66259899/66259900'],
    [150_000_000, 50_000_000, 3, 'bytes 100000000-149999999/150000000'],
    [4_294_967_296, 63_161_283, 68, 'bytes 4231805961-4294967295/4294967296'],
  ])('of %i bytes is near-equal chunks, as few as may be', (size, chunkSize, totalChunkCount, range) => {
    const plan = planChunks(size);
    expect(plan).toMatchObject({ chunkSize, totalChunkCount });
    expect(lastRange(plan)).toBe(range);
  });

  test("of the docs' own example merges the remainder into the last chunk", () => {
    const plan = chunkPlan({ videoSize: 50_000_123, chunkSize: 10_000_000 });
    expect(plan.totalChunkCount).toBe(5);
    expect(lastRange(plan)).toBe('bytes 40000000-50000122/50000123');
  });

  test.each([64_000_001, 100_000_000, 128_000_000])('of %i bytes is not one chunk', (size) => {
    expect(planChunks(size).totalChunkCount).toBe(2);
  });

  test('is the same again from its saved sizes', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const plan = planChunks(size);
        expect(lastRange(chunkPlan({ videoSize: size, chunkSize: plan.chunkSize }))).toBe(lastRange(plan));
      }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN, maxVideoSize + 1])('of %d bytes does not exist', (size) => {
    expect(() => planChunks(size)).toThrow(
      expect.objectContaining({ code: 'invalid_field', field: 'videoSize' }),
    );
  });

  test.each([0, -1, 64_000_001, Number.NaN])('with chunks of %d bytes does not exist', (chunkSize) => {
    expect(() => chunkPlan({ videoSize: 100_000_000, chunkSize })).toThrow(/^(chunkSize|totalChunkCount) /);
  });

  test.each([-1, 2, 0.5])('has no chunk %d', (index) => {
    expect(() => planChunks(100_000_000).ranges(index)).toThrow(RangeError);
  });
});
