import { expect, test } from 'vitest';
import { overviewOf } from './overview-of.ts';

const totals = { followers: 100, views: 1000, likes: 60, comments: 6, shares: 4 };
const measured = {
  intervals: [1, 2, 3],
  totals,
  posts: [
    { bucketMs: null, views: 10, likes: 1, comments: 0, shares: 0 },
    { bucketMs: 1, views: 300, likes: 20, comments: 2, shares: 2 },
    { bucketMs: 3, views: 100, likes: 10, comments: 0, shares: 0 },
  ],
  followers: [{ bucketMs: 3, followers: -5 }],
  ended: [{ bucketMs: 2, published: 2, failed: 1 }],
};

test('totals lead from what was gained up to what there is at the end, also over an interval without a measurement', () => {
  const { points } = overviewOf(measured);
  expect(points.map(({ totals: { views, followers } }) => [views, followers])).toEqual([
    [900, 105],
    [900, 105],
    [1000, 100],
  ]);
  expect(points[1]?.gained).toEqual({
    ...{ followers: 0, views: 0, likes: 0, comments: 0, shares: 0 },
    ...{ engagementRate: null, published: 2, failed: 1 },
  });
});

test('all that was gained is the sum of the intervals, and the time before stands beside it', () => {
  const { gained, before } = overviewOf(measured);
  expect(gained).toEqual({
    ...{ followers: -5, views: 400, likes: 30, comments: 2, shares: 2 },
    ...{ engagementRate: 34 / 400, published: 2, failed: 1 },
  });
  expect(before).toMatchObject({ followers: 0, views: 10, engagementRate: 0.1, published: 0 });
});

test('followers that were never measured are null, not 0', () => {
  const { points, gained } = overviewOf({
    ...measured,
    totals: { ...totals, followers: null },
    followers: [],
  });
  expect([gained.followers, ...points.map((point) => point.totals.followers)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
