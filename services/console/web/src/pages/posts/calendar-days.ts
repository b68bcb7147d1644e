import type { ListedPost } from '../../api/posts.ts';

const daysAWeek = 7;

/** The weeks that a month is in, from Monday to Sunday, with the days of the months beside it. */
export function weeksOf(month: Date): Date[][] {
  const first = new Date(month.getFullYear(), month.getMonth(), 1);
  const afterLast = new Date(month.getFullYear(), month.getMonth() + 1, 1);
  const weekday = (first.getDay() + 6) % daysAWeek;
  const weeks: Date[][] = [];
  for (let at = 1 - weekday; ; at += daysAWeek) {
    const week = Array.from(
      { length: daysAWeek },
      (_, day) => new Date(first.getFullYear(), first.getMonth(), at + day),
    );
    if (week[0] && week[0] >= afterLast) return weeks;
    weeks.push(week);
  }
}

/** The day of a moment, in local time: `2026-11-21`. */
export const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => `${part}`.padStart(2, '0')).join('-');

/** The same time of day on another day. */
export function onDay(at: Date, day: Date): Date {
  const moved = new Date(at);
  moved.setFullYear(day.getFullYear(), day.getMonth(), day.getDate());
  return moved;
}

/** When it goes out, or went out. */
export const plannedAt = ({
  publishedAt,
  scheduledAt,
}: Pick<ListedPost, 'publishedAt' | 'scheduledAt'>): Date => new Date(publishedAt ?? scheduledAt ?? 0);
