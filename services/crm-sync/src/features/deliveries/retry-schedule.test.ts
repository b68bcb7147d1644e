import { expect, test } from 'vitest';
import { readRetryAfterMs, retryDelayMs } from './retry-schedule.ts';

const now = Date.UTC(2026, 0, 1);

test('it is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, and then no more', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => retryDelayMs(failures, 0, null));
  expect(delays).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000, null]);
});

test('chance makes a pause longer by a tenth at most, and never shorter', () => {
  expect(retryDelayMs(2, 0.5, null)).toBe(315_000);
  expect(retryDelayMs(2, 1, null)).toBe(330_000);
});

test('an endpoint that asks for a longer pause gets it, one that asks for a shorter one gets ours', () => {
  expect(retryDelayMs(1, 0, 90_000)).toBe(90_000);
  expect(retryDelayMs(2, 0, 1_000)).toBe(300_000);
  expect(retryDelayMs(8, 0, 1_000)).toBeNull();
});

test.each([
  ['120', 120_000],
  [' 7 ', 7_000],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['9999999999', 24 * 3_600_000],
  ['Thu, 01 Jan 2099 00:00:00 GMT', 24 * 3_600_000],
  ['0', null],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['Wed, 31 Dec 2025 00:00:00 GMT', null],
  ['', null],
  [null, null],
])('Retry-After %j is %j ms', (header, ms) => expect(readRetryAfterMs(header, now)).toBe(ms));
