import type { Queryable } from '@postbus/db';
import { postMetrics, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { type SQL, sql } from 'drizzle-orm';
import type { PostFigures } from '../metrics/growth.ts';
import {
  type BucketedRequest,
  bucketOf,
  dated,
  type Gains,
  moment,
  type Numbered,
  type OverviewRequest,
} from './intervals.ts';

const ofScope = ({ workspaceId, accountId }: OverviewRequest): SQL =>
  accountId === undefined
    ? sql`workspace_id = ${workspaceId}`
    : sql`workspace_id = ${workspaceId} and account_id = ${accountId}`;

/**
 * What posts gained in each interval: what each had at its end over what it had at the end of the one before. A post counts
 * from what was measured last before; without that from 0 if it is younger than all of the time, else from its first measurement.
 */
export async function readPostGains(db: Queryable, request: BucketedRequest): Promise<Gains<PostFigures>[]> {
  const { begin, to } = request;
  const ofVideo = sql`m.account_id = video.account_id and m.video_id = video.video_id`;
  const gained = (name: string) => {
    const column = sql.identifier(name);
    return sql`last.${column} - coalesce(lag(last.${column}) over by_time, before.${column},
      case when video.posted_at >= ${moment(begin)} then 0 else first.${column} end) as ${column}`;
  };
  const sum = (name: string) => sql`sum(step.${sql.identifier(name)})::float8 as ${sql.identifier(name)}`;
  // Post by post: so the index gives measurements by time, and only a few have to be sorted at once.
  const rows = await db.execute<Numbered<PostFigures>>(sql`
    select bucket, ${sum('views')}, ${sum('likes')}, ${sum('comments')}, ${sum('shares')}
    from ${tiktokVideos} as video left join lateral (
      select views, likes, comments, shares from ${postMetrics} as m
      where ${ofVideo} and m.measured_at < ${moment(begin)}
      order by m.measured_at desc limit 1) as before on true
    left join lateral (
      select views, likes, comments, shares from ${postMetrics} as m
      where ${ofVideo} and m.measured_at >= ${moment(begin)}
      order by m.measured_at limit 1) as first on true
    cross join lateral (
      select last.bucket, ${gained('views')}, ${gained('likes')}, ${gained('comments')}, ${gained('shares')}
      from (
        select distinct on (bucket) ${bucketOf(sql`m.measured_at`, request)} as bucket,
          m.views, m.likes, m.comments, m.shares
        from ${postMetrics} as m
        where ${ofVideo} and m.measured_at >= ${moment(begin)} and m.measured_at < ${moment(to)}
        order by bucket, m.measured_at desc) as last
      window by_time as (order by last.bucket)) as step
    where ${ofScope(request)} and video.measured_at >= ${moment(begin)}
    group by bucket`);
  return dated(rows, request);
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
export async function readEndedPosts(db: Queryable, request: BucketedRequest): Promise<Gains<EndedPosts>[]> {
  const { begin, to } = request;
  const rows = await db.execute<Numbered<EndedPosts>>(sql`
    with ended as (
      select status, case when status = 'failed' then updated_at else coalesce(published_at, updated_at) end as at
      from ${tiktokPosts}
      where ${ofScope(request)} and status in ('published', 'removed', 'inbox_delivered', 'failed')
    )
    select ${bucketOf(sql`at`, request)} as bucket, count(*) filter (where status <> 'failed')::int as published,
      count(*) filter (where status = 'failed')::int as failed
    from ended where at >= ${moment(begin)} and at < ${moment(to)} group by bucket`);
  return dated(rows, request);
}
