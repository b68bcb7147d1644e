import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findViolations } from '../media/video-rules.ts';
import { isConvertible, targetOf } from './conversion.ts';

const fine: Parameters<typeof targetOf>[0] = {
  ...{ container: 'mp4' as const, codec: 'avc', width: 1080, height: 1920 },
  ...{ framesPerSecond: 30, durationMs: 15_000 },
};

test('whatever is converted is then taken by TikTok', () => {
  const facts = fc.record({
    width: fc.integer({ min: 2, max: 20_000 }),
    height: fc.integer({ min: 2, max: 20_000 }),
    framesPerSecond: fc.double({ min: 0, max: 1000, noNaN: true }),
  });
  fc.assert(
    fc.property(facts, (odd) => {
      const target = targetOf({ ...fine, ...odd });
      expect(findViolations({ ...fine, ...target })).toEqual([]);
      expect([target.width % 2, target.height % 2]).toEqual([0, 0]);
    }),
  );
});

test.each([
  [
    { width: 1080, height: 1920 },
    { width: 1080, height: 1920 },
  ],
  [
    { width: 3840, height: 2160 },
    { width: 1920, height: 1080 },
  ],
  [
    { width: 320, height: 240 },
    { width: 480, height: 360 },
  ],
  [
    { width: 719, height: 1281 },
    { width: 720, height: 1282 },
  ],
  [
    { width: 4000, height: 500 },
    { width: 2880, height: 360 },
  ],
  [
    { width: 5000, height: 100 },
    { width: 4096, height: 360 },
  ],
])('a video of %o becomes one of %o', (before, after) => {
  expect(targetOf({ ...fine, ...before })).toMatchObject(after);
});

test.each([
  [0, 30],
  [15, 30],
  [23.976, 23.976],
  [60.02, 60],
  [120, 60],
])('%d pictures a second become %d', (before, after) => {
  expect(targetOf({ ...fine, framesPerSecond: before }).framesPerSecond).toBe(after);
});

test('what TikTok takes, and what is only too long, is not converted', () => {
  expect(isConvertible(fine)).toBe(false);
  expect(isConvertible({ ...fine, durationMs: 700_000 })).toBe(false);
  expect(isConvertible({ ...fine, durationMs: 700_000, container: 'other' })).toBe(true);
});
