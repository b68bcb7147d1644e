import type { Queryable } from '@postbus/db';
import { postMetrics, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { type SQL, sql } from 'drizzle-orm';
import type { PostFigures } from '../metrics/growth.ts';
import type { Span } from '../metrics/series-query.ts';

/** Which figures, and of what time: the one that is asked for, and the same length before it. */
export interface OverviewRequest extends Span {
  workspaceId: string;
  accountId?: string;
  timeZone: string;
  /** When the time before `from` begins. */
  begin: Date;
}

/** What was gained in an interval; in the time before where `bucketMs` is null. Intervals without a measurement miss. */
export type Gains<Figures> = Figures & { bucketMs: number | null };

export const moment = (time: Date): SQL => sql`${time.toISOString()}::timestamptz`;

/** When the interval of a time begins, on the clocks of the timezone; null in the time before. */
export const bucketOf = (time: SQL, { from, interval, timeZone }: OverviewRequest): SQL =>
  sql`case when ${time} >= ${moment(from)} then date_trunc(${interval}::text, ${time}, ${timeZone}::text) end`;

/** The milliseconds since 1970 of a column that may be null. */
export const msOf = (column: SQL): SQL => sql`(extract(epoch from ${column}) * 1000)::float8`;

const ofScope = ({ workspaceId, accountId }: OverviewRequest): SQL =>
  accountId === undefined
    ? sql`workspace_id = ${workspaceId}`
    : sql`workspace_id = ${workspaceId} and account_id = ${accountId}`;

/** The beginnings of all intervals, in milliseconds since 1970. */
export async function readIntervals(db: Queryable, request: OverviewRequest): Promise<number[]> {
  const { from, to, interval, timeZone } = request;
  const rows = await db.execute<{ ms: number }>(sql`
    select ${msOf(sql`at`)} as ms from generate_series(
      date_trunc(${interval}::text, ${moment(from)}, ${timeZone}::text), ${moment(to)} - interval '1 ms',
      ${`1 ${interval}`}::interval, ${timeZone}::text) as at order by at`);
  return rows.map(({ ms }) => ms);
}

/**
 * What posts gained in each interval: the sum of what each measurement has over the one before. A post counts from what
 * was measured last before; without that from 0 if it is younger than all of the time, else from its first measurement.
 */
export async function readPostGains(db: Queryable, request: OverviewRequest): Promise<Gains<PostFigures>[]> {
  const { begin, to } = request;
  const gained = (name: string) => {
    const column = sql.identifier(name);
    return sql`m.${column} - coalesce(lag(m.${column}) over by_time, before.${column},
      case when video.posted_at >= ${moment(begin)} then 0 else m.${column} end) as ${column}`;
  };
  const sum = (name: string) => sql`sum(${sql.identifier(name)})::float8 as ${sql.identifier(name)}`;
  // Post by post: so the index gives measurements by time, and none of them has to be sorted.
  return await db.execute<Gains<PostFigures> & Record<string, unknown>>(sql`
    select ${msOf(sql`bucket`)} as "bucketMs", ${sum('views')}, ${sum('likes')}, ${sum('comments')}, ${sum('shares')}
    from (
      select ${bucketOf(sql`step.measured_at`, request)} as bucket, step.*
      from ${tiktokVideos} as video left join lateral (
        select views, likes, comments, shares from ${postMetrics} as m
        where m.account_id = video.account_id and m.video_id = video.video_id and m.measured_at < ${moment(begin)}
        order by m.measured_at desc limit 1) as before on true
      cross join lateral (
        select m.measured_at, ${gained('views')}, ${gained('likes')}, ${gained('comments')}, ${gained('shares')}
        from ${postMetrics} as m
        where m.account_id = video.account_id and m.video_id = video.video_id
          and m.measured_at >= ${moment(begin)} and m.measured_at < ${moment(to)}
        window by_time as (order by m.measured_at)) as step
      where ${ofScope(request)} and video.measured_at >= ${moment(begin)}
    ) as steps group by bucket`);
}

/** What all posts had together at the end of the time. */
export async function readPostTotals(db: Queryable, request: OverviewRequest): Promise<PostFigures> {
  const end = moment(request.to);
  const total = (name: string) => {
    const column = sql.identifier(name);
    return sql`coalesce(sum(case when video.measured_at < ${end} then video.${column} else last.${column} end), 0)::float8
      as ${column}`;
  };
  const [row] = await db.execute<PostFigures & Record<string, unknown>>(sql`
    select ${total('views')}, ${total('likes')}, ${total('comments')}, ${total('shares')}
    from ${tiktokVideos} as video left join lateral (
      select views, likes, comments, shares from ${postMetrics} as m
      where video.measured_at >= ${end} and m.account_id = video.account_id and m.video_id = video.video_id
        and m.measured_at < ${end}
      order by m.measured_at desc limit 1) as last on true
    where ${ofScope(request)}`);
  return row ?? { views: 0, likes: 0, comments: 0, shares: 0 };
}

export interface EndedPosts {
  published: number;
  failed: number;
}

/** How many posts were published, and how many publications failed. */
export async function readEndedPosts(db: Queryable, request: OverviewRequest): Promise<Gains<EndedPosts>[]> {
  const { begin, to } = request;
  return await db.execute<Gains<EndedPosts> & Record<string, unknown>>(sql`
    with ended as (
      select status, case when status = 'failed' then updated_at else coalesce(published_at, updated_at) end as at
      from ${tiktokPosts}
      where ${ofScope(request)} and status in ('published', 'removed', 'inbox_delivered', 'failed')
    ), counted as (
      select status, ${bucketOf(sql`at`, request)} as bucket from ended
      where at >= ${moment(begin)} and at < ${moment(to)}
    )
    select ${msOf(sql`bucket`)} as "bucketMs", count(*) filter (where status <> 'failed')::int as published,
      count(*) filter (where status = 'failed')::int as failed
    from counted group by bucket`);
}
