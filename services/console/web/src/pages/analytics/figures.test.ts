import { describe, expect, test } from 'vitest';
import { changeOf, figuresOf } from './figures.ts';

const gained = {
  ...{ followers: 40, views: 1400, likes: 100, comments: 20, shares: 20 },
  ...{ engagementRate: 0.1, published: 3, failed: 1 },
};
const totals = { followers: 5180, views: 53_400, likes: 5000, comments: 30, shares: 20 };
const overview = {
  ...{ accountId: null, from: '', to: '', interval: 'day', timeZone: 'UTC', points: [] },
  ...{ measuredSince: null, measuredAt: null, totals, gained, before: null },
};

describe('the figures of a time', () => {
  test('say what was gained, and how many followers there are', () => {
    const figures = figuresOf(overview);
    expect(figures.map(({ name, value }) => [name, value])).toEqual([
      ['views', '1.4K'],
      ['followers', '5.2K'],
      ['likes', '100'],
      ['comments', '20'],
      ['shares', '20'],
      ['engagementRate', '10%'],
    ]);
    expect(figures[1]?.note).toBe('+40 in this time');
  });

  test('have no followers where they were not granted', () => {
    const figures = figuresOf({
      ...overview,
      totals: { ...totals, followers: null },
      gained: { ...gained, followers: null },
    });
    expect(figures[1]).toEqual({ name: 'followers', value: '–', note: 'Not known', change: null });
  });
});

describe('the change on the time before', () => {
  const change = (now: number, then: number | null) =>
    changeOf({ ...gained, views: now }, then === null ? null : { ...gained, views: then }, 'views');

  test.each([
    [150, 100, { text: '50% more', direction: 'up' }],
    [75, 100, { text: '25% less', direction: 'down' }],
    [-10, 100, { text: '+100 in the time before', direction: 'down' }],
    [1000, 1001, { text: 'About the same', direction: 'same' }],
    [9000, 10, { text: '900 times as much', direction: 'up' }],
  ])('from %d after %d is told', (now, then, expected) => {
    expect(change(now, then)).toEqual(expected);
  });

  test.each([0, -5, null])('says nothing where there was %s before', (then) => {
    expect(change(100, then)).toBeNull();
  });
});
