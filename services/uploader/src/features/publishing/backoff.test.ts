import { expect, test } from 'vitest';
import { giveUpAfterMs, pollDelayMs, retryDelayMs, windowDelayMs } from './backoff.ts';

const minute = 60_000;
const hour = 60 * minute;

test('pauses grow from two seconds to five minutes and never beyond', () => {
  const pauses = Array.from({ length: 40 }, (_, failures) => retryDelayMs(failures + 1, () => 0.999));
  expect(pauses[0]).toBeCloseTo(2000, -1);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * minute);
});

test('gaps between questions grow to an hour, and 72 hours take less than a hundred questions', () => {
  let elapsedMs = 0;
  let polls = 0;
  for (; elapsedMs < giveUpAfterMs; polls += 1) {
    const gap = pollDelayMs(polls, 5000);
    expect(gap).toBeLessThanOrEqual(hour);
    elapsedMs += gap;
  }
  expect(polls).toBeLessThan(100);
});

test('a window that may last a day is looked at again every hour', () => {
  expect(windowDelayMs(24 * 3600)).toBe(hour);
  expect(windowDelayMs(60)).toBe(minute);
  expect(windowDelayMs(null)).toBe(minute);
});
