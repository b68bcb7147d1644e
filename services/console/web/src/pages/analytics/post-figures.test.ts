import { expect, test } from 'vitest';
import { postFiguresOf, postPointsOf, postSpanOf } from './post-figures.ts';

const point = {
  at: '2026-03-01T00:00:00.000Z',
  measuredAt: '2026-03-01T10:00:00.000Z',
  ...{ views: 100, likes: 10, comments: 0, shares: 0, engagementRate: 0.1 },
};
const publishedAt = '2026-03-01T09:00:00.000Z';

test('a post is looked at from just before it was published, by the hour while it is young', () => {
  const now = new Date('2026-03-02T09:30:00Z');
  expect(postSpanOf('2026-03-01T09:20:00Z', now)).toEqual({
    from: '2026-03-01T08:00:00.000Z',
    interval: 'hour',
  });
  expect(postSpanOf('2026-01-01T09:20:00Z', now).interval).toBe('day');
  expect(postSpanOf(null, now).from).toBe('2026-02-02T09:00:00.000Z');
});

test('counts begin with 0 when the post was published; a rate does not', () => {
  expect(postPointsOf({ points: [point] }, 'views', publishedAt).map(({ value }) => value)).toEqual([0, 100]);
  expect(postPointsOf({ points: [point] }, 'engagementRate', publishedAt)).toHaveLength(1);
  expect(postPointsOf({ points: [point] }, 'views', null)).toHaveLength(1);
  expect(postPointsOf({ points: [] }, 'views', publishedAt)).toEqual([]);
});

test('each figure says how fast it grows', () => {
  const growth = { first: 0, last: 100, gained: 100, perDay: 2400, ratio: null };
  const figures = postFiguresOf({
    ...{ id: '', accountId: '', from: '', to: '', interval: 'hour', points: [point], engagementRate: 0.1 },
    growth: { views: growth, likes: growth, comments: growth, shares: { ...growth, perDay: null } },
  });
  expect(figures.map(({ name, value, note }) => [name, value, note.trim()])).toEqual([
    ['views', '100', '+2.4K a day'],
    ['likes', '10', '+2.4K a day'],
    ['comments', '0', '+2.4K a day'],
    ['shares', '0', ''],
    ['engagementRate', '10%', 'of views'],
  ]);
});
