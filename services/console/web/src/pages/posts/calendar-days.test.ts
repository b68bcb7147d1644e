import { describe, expect, test } from 'vitest';
import { dayOf, onDay, weeksOf } from './calendar-days.ts';

describe('the calendar', () => {
  test('has whole weeks from Monday on, and every day of the month', () => {
    for (let month = 0; month < 24; month += 1) {
      const weeks = weeksOf(new Date(2026, month, 15));
      expect(weeks.every((week) => week.length === 7 && week[0]?.getDay() === 1)).toBe(true);
      const days = weeks.flat().map(dayOf);
      expect(new Set(days).size).toBe(days.length);
      const last = new Date(2026, month + 1, 0).getDate();
      for (let day = 1; day <= last; day += 1) expect(days).toContain(dayOf(new Date(2026, month, day)));
      expect(weeks.length).toBe(Math.ceil((((new Date(2026, month, 1).getDay() + 6) % 7) + last) / 7));
    }
  });

  test('moves a post to another day at the same time of the day', () => {
    expect(onDay(new Date(2026, 0, 31, 9, 30), new Date(2026, 1, 2))).toEqual(new Date(2026, 1, 2, 9, 30));
  });
});
