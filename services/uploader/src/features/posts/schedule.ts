import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';
import { errors } from '../../errors.ts';

/** When a post is to go out, and the time zone that this was said in. */
export interface Schedule {
  at: Date;
  timeZone: string | null;
}

const withOffset = /(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a schedule: a moment with an offset, or a time on the clocks of a time zone, by the rules that PostgreSQL has for
 * it. A time that a zone skips in spring is an hour later there. Raises `schedule_malformed` and `schedule_in_past`.
 */
export async function readSchedule(
  db: Queryable,
  { scheduledAt, timeZone = null }: { scheduledAt: string; timeZone?: string | null | undefined },
  now: Date,
): Promise<Schedule> {
  if (timeZone !== null && !isTimeZone(timeZone)) {
    throw errors.scheduleMalformed({ message: `timeZone is not one of the IANA time zones: ${timeZone}` });
  }
  if (!isOnCalendar(scheduledAt)) throw errors.scheduleMalformed();
  const at = withOffset.test(scheduledAt)
    ? new Date(scheduledAt)
    : await localTime(db, scheduledAt, timeZone);
  if (Number.isNaN(at.getTime())) throw errors.scheduleMalformed();
  if (at <= now)
    throw errors.scheduleInPast({ message: `scheduledAt is ${at.toISOString()}, which is past` });
  return { at, timeZone };
}

async function localTime(db: Queryable, text: string, timeZone: string | null): Promise<Date> {
  if (timeZone === null) {
    throw errors.scheduleMalformed({ message: 'scheduledAt has no offset: add one, or a timeZone' });
  }
  const [row] = await db.execute<{ ms: number }>(
    sql`select extract(epoch from ${text}::timestamp at time zone ${timeZone})::float8 * 1000 as ms`,
  );
  return new Date(row?.ms ?? Number.NaN);
}

/** JavaScript takes 30 February for 2 March. */
function isOnCalendar(text: string): boolean {
  const local = new Date(`${text.replace(withOffset, '')}Z`);
  return !Number.isNaN(local.getTime()) && local.toISOString().startsWith(text.slice(0, 16));
}

function isTimeZone(name: string): boolean {
  try {
    // Names such as `+02:00` are fixed offsets and no time zones.
    return /^[A-Z]/i.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
