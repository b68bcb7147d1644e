import { describe, expect, test } from 'vitest';
import { accountGrowthOf } from './account-series.ts';
import { postingHoursOf } from './best-hours.ts';
import { postSeriesOf } from './post-series.ts';
import { spanOf } from './series-query.ts';

const at = (time: string) => new Date(`2026-01-${time}Z`);
const figures = (views: number) => ({ views, likes: views / 10, comments: 0, shares: 0 });

describe('the series of a post', () => {
  const measured = (videoId: string, bucket: string, measuredAt: string, views: number) => ({
    videoId,
    bucket: at(bucket),
    measuredAt: at(measuredAt),
    ...figures(views),
  });

  test('sums up what a draft became, and goes on with what was last known of one that was not measured', () => {
    const { points } = postSeriesOf({
      measurements: [
        measured('a', '01T00:00', '01T10:00', 100),
        measured('b', '01T00:00', '01T11:00', 10),
        measured('a', '02T00:00', '02T10:00', 150),
        measured('b', '03T00:00', '03T10:00', 40),
      ],
      before: [],
      from: at('01T00:00'),
      publishedAt: null,
    });
    expect(points.map(({ views, measuredAt }) => [views, measuredAt])).toEqual([
      [110, at('01T11:00')],
      [160, at('02T10:00')],
      [190, at('03T10:00')],
    ]);
    expect(points[0]?.engagementRate).toBeCloseTo(0.1);
  });

  const last = [measured('a', '03T00:00', '03T00:00', 300)];
  test.each([
    [
      'what was known before it begins',
      { before: [measured('a', '01T00:00', '01T00:00', 100)], publishedAt: at('01T00:00') },
      { first: 100, last: 300, gained: 200, perDay: 100, ratio: 2 },
    ],
    [
      '0 at the time of posting, if that is within it',
      { before: [], publishedAt: at('02T12:00') },
      { first: 0, last: 300, gained: 300, perDay: 600, ratio: null },
    ],
    [
      'the first measurement, if the post is older and was not measured before',
      { before: [], publishedAt: at('01T00:00') },
      { first: 300, last: 300, gained: 0, perDay: null, ratio: 0 },
    ],
  ])('grows from %s', (_name, given, views) => {
    const { growth } = postSeriesOf({ measurements: last, from: at('02T00:00'), ...given });
    expect(growth?.views).toEqual(views);
  });

  test('has no growth without a measurement', () => {
    expect(postSeriesOf({ measurements: [], before: [], from: at('01T00:00'), publishedAt: null })).toEqual({
      points: [],
      growth: null,
      engagementRate: null,
    });
  });
});

describe('the growth of an account', () => {
  test('is null for figures that were not granted, and goes from the last measurement before the series', () => {
    const point = (time: string, followers: number, likes: number | null) => ({
      measuredAt: at(time),
      followers,
      following: 1,
      likes,
      videos: null,
    });
    expect(
      accountGrowthOf(point('01T00:00', 100, null), [point('02T00:00', 110, 5), point('03T00:00', 90, 9)]),
    ).toEqual({
      followers: { first: 100, last: 90, gained: -10, perDay: -5, ratio: -0.1 },
      following: { first: 1, last: 1, gained: 0, perDay: 0, ratio: 0 },
      likes: { first: 5, last: 9, gained: 4, perDay: 4, ratio: 0.8 },
      videos: null,
    });
  });
});

describe('the best hour', () => {
  const post = (time: string, views: number) => ({ postedAt: at(time), views });

  test('is that of several good posts and not that of one lucky one', () => {
    const posts = [
      ...[1, 2, 3, 4, 5, 6].map((day) => post(`0${day}T18:30`, 900)),
      ...[1, 2, 3, 4, 5, 6].map((day) => post(`0${day}T08:10`, 100)),
      post('07T03:00', 1400),
    ];
    const { best, hours } = postingHoursOf(posts, 'UTC');
    expect(best).toBe(18);
    expect(hours).toHaveLength(24);
    expect(hours[3]).toMatchObject({ posts: 1, views: 1400 });
    expect(hours[4]).toEqual({ hour: 4, posts: 0, views: null, score: null });
  });

  test('is on the clock of the timezone', () => {
    expect(postingHoursOf([post('01T18:30', 1)], 'Asia/Kolkata').best).toBe(0);
    expect(postingHoursOf([post('01T18:30', 1)], 'Europe/Berlin').best).toBe(19);
  });

  test('is unknown without posts', () => {
    expect(postingHoursOf([], 'UTC').best).toBeNull();
  });
});

describe('the span of a series', () => {
  const now = at('31T00:00');

  test('is the last 30 days by day unless told, and by hour up to three days', () => {
    expect(spanOf({}, now)).toEqual({ from: at('01T00:00'), to: now, interval: 'day' });
    expect(spanOf({ from: '2026-01-28T00:00:00Z' }, now).interval).toBe('hour');
  });

  test.each([
    [{ from: '2026-01-31T00:00:00Z' }, '/from'],
    [{ from: '2026-02-01T00:00:00Z' }, '/from'],
    [{ from: '0001-01-01T00:00:00Z' }, '/from'],
    [{ from: '2025-01-01T00:00:00Z', interval: 'hour' as const }, '/interval'],
    [{ from: '2020-01-01T00:00:00Z', interval: 'day' as const }, '/interval'],
  ])('refuses %j at %s', (query, path) => {
    expect(() => spanOf(query, now)).toThrow(
      expect.objectContaining({ code: 'validation_failed', details: [expect.objectContaining({ path })] }),
    );
  });
});
