import { expect, test } from 'vitest';
import { dailyCounts } from './daily-counts.ts';

test('publications are counted on the day on which they ended, and days without any are there', () => {
  const at = (day: string) => `2026-01-${day}T12:00:00.000Z`;
  const counts = dailyCounts(
    [
      { status: 'published', publishedAt: at('02'), updatedAt: at('04') },
      { status: 'inbox_delivered', publishedAt: null, updatedAt: at('02') },
      { status: 'failed', publishedAt: null, updatedAt: at('04') },
      { status: 'uploading', publishedAt: null, updatedAt: at('04') },
      { status: 'published', publishedAt: '2025-06-01T12:00:00.000Z', updatedAt: at('04') },
    ],
    { days: 3, now: new Date(at('04')) },
  );
  expect(counts).toEqual([
    { day: 'Jan 2', Published: 2, Failed: 0 },
    { day: 'Jan 3', Published: 0, Failed: 0 },
    { day: 'Jan 4', Published: 0, Failed: 1 },
  ]);
});
