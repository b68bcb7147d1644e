import type { Interval } from '../../api/analytics.ts';

/** Days that are looked at, today included. */
export const presets = [7, 28, 90, 365] as const;
const usualDays = 28;

export interface Range {
  /** The preset; null for days of one's own choice. */
  days: number | null;
  /** Begins at midnight of the person's clock. */
  from: Date;
  /** The midnight after the last day; null while that is still to come. */
  to: Date | null;
  interval: Interval;
}

const dayMs = 24 * 3_600_000;
const dayFormat = /^\d{4}-\d\d-\d\d$/;

/** The range that an address names by `range=7`, or by `from` and `to` as dates; 28 days for what it does not. */
export function rangeOf(query: URLSearchParams, now: Date): Range {
  const [first, last] = [dayOf(query.get('from')), dayOf(query.get('to'))];
  if (first && last && first <= last && first <= now) {
    const end = addDays(last, 1);
    const to = end < now ? end : null;
    return { days: null, from: first, to, interval: intervalOf(first, to ?? now) };
  }
  const days = presets.find((preset) => `${preset}` === query.get('range')) ?? usualDays;
  const from = addDays(now, 1 - days);
  return { days, from, to: null, interval: intervalOf(from, now) };
}

/** A point for each of these, so that a chart has about a hundred at most. */
export function intervalOf(from: Date, to: Date): Interval {
  const days = (to.getTime() - from.getTime()) / dayMs;
  if (days <= 3) return 'hour';
  if (days <= 120) return 'day';
  return days <= 800 ? 'week' : 'month';
}

/** `2026-03-31`, on the person's clock. */
export const dateText = (date: Date): string =>
  [date.getFullYear(), `${date.getMonth() + 1}`.padStart(2, '0'), `${date.getDate()}`.padStart(2, '0')].join(
    '-',
  );

/** The first and the last day, as the address and a picker of dates have them. */
export const daysOf = ({ from, to }: Range, now: Date): [string, string] => [
  dateText(from),
  dateText(to ? addDays(to, -1) : now),
];

function dayOf(text: string | null): Date | null {
  if (!text || !dayFormat.test(text)) return null;
  const day = new Date(`${text}T00:00:00`);
  return day.getFullYear() >= 2016 && dateText(day) === text ? day : null;
}

/** The midnight so many days later. A day has 23 to 25 hours, and one without a midnight begins at one o'clock. */
const addDays = (day: Date, days: number): Date =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
