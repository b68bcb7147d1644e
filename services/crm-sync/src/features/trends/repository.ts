import type { Queryable } from '@postbus/db';
import { postMetrics, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { type SQL, sql } from 'drizzle-orm';

export interface TrendRequest {
  workspaceId: string;
  accountId?: string;
  /** The end of the window. */
  now: Date;
  windowHours: number;
  sort: 'velocity' | 'acceleration';
  limit: number;
}

export interface HashtagTrend {
  hashtag: string;
  posts: number;
  viewsGained: number;
  velocity: number;
  previousVelocity: number;
  acceleration: number;
}

/**
 * The views that a post had at a moment. Between two measurements they are taken to come evenly, so that a post that
 * is measured once a week does not give a whole week to one window. Before the first measurement they come evenly from
 * 0 at the time of posting; after the last one they stand still.
 */
const viewsAt = (moment: SQL): SQL => sql`
  select case
    when ${moment} <= tagged.posted_at then 0
    when next.views is null then coalesce(last.views, 0)
    else coalesce(last.views, 0) + (next.views - coalesce(last.views, 0))
      * extract(epoch from ${moment} - coalesce(last.measured_at, tagged.posted_at))
      / extract(epoch from next.measured_at - coalesce(last.measured_at, tagged.posted_at))
  end::float8
  from (select 1) as one
  left join lateral (
    select m.views, m.measured_at from ${postMetrics} as m
    where m.account_id = tagged.account_id and m.video_id = tagged.video_id and m.measured_at <= ${moment}
    order by m.measured_at desc limit 1) as last on true
  left join lateral (
    select m.views, m.measured_at from ${postMetrics} as m
    where m.account_id = tagged.account_id and m.video_id = tagged.video_id and m.measured_at > ${moment}
    order by m.measured_at limit 1) as next on true`;

/** The hashtags of a workspace's posts with the most views gained for each hour of the window. */
export async function readHashtagTrends(
  db: Queryable,
  { workspaceId, accountId, now, windowHours, sort, limit }: TrendRequest,
): Promise<HashtagTrend[]> {
  const hoursAgo = (hours: number) =>
    sql`${new Date(now.getTime() - hours * 3_600_000).toISOString()}::timestamptz`;
  const [begin, middle, end] = [hoursAgo(2 * windowHours), hoursAgo(windowHours), hoursAgo(0)];
  return await db.execute<HashtagTrend & Record<string, unknown>>(sql`
    with tagged as materialized (
      select post.id, video.account_id, video.video_id, video.posted_at, post.hashtags || video.hashtags as hashtags
      from ${tiktokVideos} as video
      join ${tiktokPosts} as post on post.account_id = video.account_id
        and post.platform_post_ids @> array[video.video_id]
      where video.workspace_id = ${workspaceId} and post.workspace_id = ${workspaceId}
        ${accountId === undefined ? sql`` : sql`and video.account_id = ${accountId}`}
        and video.measured_at > ${begin} and video.posted_at is not null
        and cardinality(post.hashtags || video.hashtags) > 0
    ), gained as materialized (
      select tagged.id, tagged.hashtags, greatest(at_end.views - at_middle.views, 0) as now,
        greatest(at_middle.views - at_begin.views, 0) as before
      from tagged
      cross join lateral (${viewsAt(begin)}) as at_begin(views)
      cross join lateral (${viewsAt(middle)}) as at_middle(views)
      cross join lateral (${viewsAt(end)}) as at_end(views)
    ), figures as (
      select hashtag, count(distinct id)::int as posts, sum(now) as "viewsGained",
        sum(now) / ${windowHours}::float8 as velocity, sum(before) / ${windowHours}::float8 as "previousVelocity",
        (sum(now) - sum(before)) / ${windowHours}::float8 as acceleration
      from gained cross join lateral (select distinct unnest(gained.hashtags)) as tags(hashtag)
      group by hashtag
    )
    select * from figures order by ${sql.identifier(sort)} desc, posts desc, hashtag limit ${limit}`);
}
