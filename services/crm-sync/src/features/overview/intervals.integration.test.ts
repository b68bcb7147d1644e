import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Interval } from '../metrics/series-query.ts';
import { readIntervals } from './intervals.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('crm-sync');
});
afterAll(() => database.close());

const from = new Date('2023-01-10T10:17:00Z');
const inDays = (days: number) => new Date(from.getTime() + days * 86_400_000);
const read = (timeZone: string, interval: Interval, to: Date) =>
  readIntervals(database.db, { workspaceId: '', timeZone, interval, begin: from, from, to });

/** What a calendar on the wall shows, `2023-01-10`. */
function calendarOf(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return (ms: number) => format.format(ms);
}

/** With clocks that are changed at midnight, by half an hour, at two in the morning, or never. */
const timeZones = [
  ...['Africa/Cairo', 'America/Santiago', 'America/Havana', 'Asia/Beirut', 'America/Asuncion'],
  ...['Australia/Lord_Howe', 'America/New_York', 'Europe/Amsterdam', 'Asia/Kathmandu', 'UTC'],
];

describe.each(timeZones)('%s', (timeZone) => {
  test('every day of 500 is an interval, from its first moment to its last', async () => {
    const begins = await read(timeZone, 'day', inDays(500));
    const dateAt = calendarOf(timeZone);
    expect(begins[0]).toBeLessThanOrEqual(from.getTime());
    expect(begins.at(-1)).toBeLessThan(inDays(500).getTime());
    for (const [index, begin] of begins.entries()) {
      const end = begins[index + 1] ?? inDays(500).getTime();
      expect(dateAt(begin - 1)).not.toBe(dateAt(begin));
      expect(dateAt(end - 1)).toBe(dateAt(begin));
    }
    expect(new Set(begins.map(dateAt)).size).toBe(begins.length);
  });

  test.each([
    ['week', 7],
    ['month', 28],
  ] as const)('a %s begins where a day does', async (interval, days) => {
    const begins = await read(timeZone, interval, inDays(500));
    const dayBegins = new Set(await read(timeZone, 'day', inDays(500)));
    expect(begins.slice(1).filter((begin) => !dayBegins.has(begin))).toEqual([]);
    expect(begins.length).toBeGreaterThan(500 / 31);
    expect(begins.length).toBeLessThanOrEqual(500 / days + 2);
  });

  test('an hour takes an hour', async () => {
    const begins = await read(timeZone, 'hour', inDays(100));
    const lengths = begins.slice(1).map((begin, index) => begin - (begins[index] ?? 0));
    expect(new Set(lengths)).toEqual(new Set([3_600_000]));
    expect(begins[0]).toBeLessThanOrEqual(from.getTime());
    expect(from.getTime() - (begins[0] ?? 0)).toBeLessThan(3_600_000);
  });
});
