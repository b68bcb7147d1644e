import { expect, test } from 'vitest';
import { intervalLabel, intervalName, summaryOf } from './chart-words.ts';

const at = new Date('2026-03-02T09:00:00').getTime();

test('an interval is named by its length', () => {
  expect(intervalLabel(at, 'hour')).toBe('Mar 2, 09:00');
  expect(intervalLabel(at, 'day')).toBe('Mar 2');
  expect(intervalName(at, 'week')).toBe('Week of Mar 2, 26');
  expect(intervalLabel(at, 'month')).toBe('Mar 2026');
});

test('a chart is told in a sentence, without what is not known', () => {
  const words = { at: (moment: number) => `day ${moment}`, value: (count: number) => `${count}` };
  const points = [
    { at: 1, value: null },
    { at: 2, value: 5 },
    { at: 3, value: 9 },
    { at: 4, value: 7 },
  ];
  expect(summaryOf('Views', points, words)).toBe('Views: from 5 on day 2 to 7 on day 4, at most 9 on day 3.');
  expect(summaryOf('Views', points.slice(0, 3), words)).toBe('Views: from 5 on day 2 to 9 on day 3.');
  expect(summaryOf('Views', points.slice(0, 2), words)).toBe('Views: 5 on day 2.');
  expect(summaryOf('Views', [], words)).toBe('Views: nothing is known of this time.');
});
