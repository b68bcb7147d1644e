import { describe, expect, test } from 'vitest';
import { accountIntervalMs, failureDelayMs, postIntervalMs } from './intervals.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const middle = () => 0.5;

describe('the schedule', () => {
  test('measures a post ever more rarely as it gets older', () => {
    const ages = [0, 5 * hour, 7 * hour, 2 * day, 10 * day, 30 * day, 100 * day, 3650 * day];
    expect(ages.map((age) => postIntervalMs(age, middle))).toEqual([
      10 * minute,
      10 * minute,
      30 * minute,
      2 * hour,
      6 * hour,
      day,
      7 * day,
      7 * day,
    ]);
  });

  test('measures an account often while it has a young post', () => {
    expect(accountIntervalMs(day, middle)).toBe(hour);
    expect(accountIntervalMs(4 * day, middle)).toBe(6 * hour);
    expect(accountIntervalMs(null, middle)).toBe(6 * hour);
  });

  test('varies by a tenth at most', () => {
    expect([postIntervalMs(0, () => 0), postIntervalMs(0, () => 1)]).toEqual([9 * minute, 11 * minute]);
  });

  test('waits twice as long after each failure, and 6 hours at most', () => {
    expect([1, 2, 3, 4, 9, 10, 1000].map((failures) => failureDelayMs(failures, middle) / minute)).toEqual([
      1, 2, 4, 8, 256, 360, 360,
    ]);
  });
});
