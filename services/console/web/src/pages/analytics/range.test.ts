import { afterEach, describe, expect, test, vi } from 'vitest';
import { dateText, daysOf, rangeOf } from './range.ts';

const now = new Date('2026-03-31T12:00:00');
const of = (query: string) => rangeOf(new URLSearchParams(query), now);

describe('the range of the analytics', () => {
  test('is four weeks with today, from midnight on, unless told', () => {
    expect(of('')).toMatchObject({ days: 28, to: null, interval: 'day' });
    expect(of('').from).toEqual(new Date('2026-03-04T00:00:00'));
  });

  test.each([
    ['range=7', 7, 'day'],
    ['range=365', 365, 'week'],
    ['range=8', 28, 'day'],
    ['range=x', 28, 'day'],
  ])('of %s is %d days', (query, days, interval) => {
    expect(of(query)).toMatchObject({ days, interval });
  });

  test('of two dates ends with the last of them, and stays the same when it is over', () => {
    const range = of('from=2026-03-01&to=2026-03-02');
    expect(range).toEqual({
      days: null,
      from: new Date('2026-03-01T00:00:00'),
      to: new Date('2026-03-03T00:00:00'),
      interval: 'hour',
    });
    expect(daysOf(range, now)).toEqual(['2026-03-01', '2026-03-02']);
  });

  test('that ends today or later goes on until now', () => {
    expect(of('from=2024-01-01&to=2026-03-31')).toMatchObject({ days: null, to: null, interval: 'month' });
    expect(daysOf(of('from=2026-03-01&to=2027-01-01'), now)).toEqual(['2026-03-01', dateText(now)]);
  });

  test.each([
    'from=2026-03-02&to=2026-03-01',
    'from=2026-03-02',
    'from=2026-02-31&to=2026-03-05',
    'from=1900-01-01&to=2026-03-05',
    'from=2026-04-01&to=2026-04-02',
    'from=a&to=b',
  ])('takes nothing from %s', (query) => {
    expect(of(query).days).toBe(28);
  });

  describe('around a day without a midnight, as in Beirut when the clocks are put forward', () => {
    afterEach(() => vi.unstubAllEnvs());

    test('begins and ends at midnight all the same', () => {
      vi.stubEnv('TZ', 'Asia/Beirut');
      const onThatDay = rangeOf(new URLSearchParams('range=7'), new Date('2026-03-29T10:00:00+03:00'));
      expect(onThatDay.from).toEqual(new Date('2026-03-23T00:00:00+02:00'));
      const ofThatDay = of('from=2026-03-29&to=2026-03-29');
      expect(ofThatDay.from).toEqual(new Date('2026-03-29T01:00:00+03:00'));
      expect(ofThatDay.to).toEqual(new Date('2026-03-30T00:00:00+03:00'));
    });
  });
});
