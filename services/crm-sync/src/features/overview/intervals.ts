import { type Queryable, textArray } from '@postbus/db';
import { type SQL, sql } from 'drizzle-orm';
import type { Span } from '../metrics/series-query.ts';

/** Which figures, and of what time: the one that is asked for, and the same length before it. */
export interface OverviewRequest extends Span {
  workspaceId: string;
  accountId?: string;
  timeZone: string;
  /** When the time before `from` begins. */
  begin: Date;
}

/** The same with the beginnings of its intervals, in milliseconds since 1970. */
export interface BucketedRequest extends OverviewRequest {
  intervals: number[];
}

/** What was gained in an interval; in the time before where `bucketMs` is null. Intervals without a measurement miss. */
export type Gains<Figures> = Figures & { bucketMs: number | null };

/** A row with the number of its interval; 0 is the time before. */
export type Numbered<Figures> = Figures & { bucket: number } & Record<string, unknown>;

export const moment = (time: Date): SQL => sql`${time.toISOString()}::timestamptz`;

/** The number of a time's interval: the last one that has begun, so that no time is without one. */
export function bucketOf(time: SQL, { from, intervals }: BucketedRequest): SQL {
  const begins = [from.getTime(), ...intervals.slice(1)].map((ms) => new Date(ms).toISOString());
  // In a query of its own, which is run once: else the texts become times again for every row.
  return sql`width_bucket(${time}, (select ${textArray(begins)}::timestamptz[]))`;
}

/** The same rows, with when their interval begins. */
export const dated = <Figures>(rows: Numbered<Figures>[], { intervals }: BucketedRequest): Gains<Figures>[] =>
  rows.map(({ bucket, ...figures }) => ({
    ...(figures as Figures),
    bucketMs: intervals[bucket - 1] ?? null,
  }));

/** The milliseconds since 1970 of a column that may be null. */
export const msOf = (column: SQL): SQL => sql`(extract(epoch from ${column}) * 1000)::float8`;

/**
 * The beginnings of all intervals, in milliseconds since 1970, in their order. A day begins at midnight; at the first of two, and
 * without one, where the clocks are put forward then, with its first moment. An hour takes 60 minutes, whatever the clocks do.
 */
export async function readIntervals(db: Queryable, request: OverviewRequest): Promise<number[]> {
  const { from, to, interval, timeZone } = request;
  const zone = sql`${timeZone}::text`;
  const last = sql`${moment(to)} - interval '1 ms'`;
  const hours = sql`
    select * from generate_series(date_trunc('hour', ${moment(from)}, ${zone}), ${last}, interval '1 hour') as begin`;
  const days = sql`
    select case when (at - interval '1 hour') at time zone ${zone} >= midnight then at - interval '1 hour' else at end as begin
    from generate_series(date_trunc(${interval}::text, ${moment(from)} at time zone ${zone}), (${last}) at time zone ${zone},
        ${`1 ${interval}`}::interval) as midnight,
      lateral (select midnight at time zone ${zone} as at) as found`;
  const rows = await db.execute<{ ms: number }>(
    sql`select distinct ${msOf(sql`begin`)} as ms from (${interval === 'hour' ? hours : days}) as series order by ms`,
  );
  return rows.map(({ ms }) => ms);
}
