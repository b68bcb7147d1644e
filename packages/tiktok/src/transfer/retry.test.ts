import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultRetry, retryDelayMs } from './retry.ts';

test('pauses grow, are never longer than the limit, and differ between uploads', () => {
  const failures = fc.integer({ min: 1, max: 100 });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(failures, random, (count, value) => {
      const full = Math.min(15_000, 500 * 2 ** (count - 1));
      const delay = retryDelayMs({ ...defaultRetry, random: () => value }, count);
      expect(delay).toBeGreaterThanOrEqual(full / 2);
      expect(delay).toBeLessThanOrEqual(full);
    }),
  );
  expect(retryDelayMs({ ...defaultRetry, random: () => 0.1 }, 3)).toBe(1100);
  expect(retryDelayMs({ ...defaultRetry, random: () => 0.9 }, 3)).toBe(1900);
});
