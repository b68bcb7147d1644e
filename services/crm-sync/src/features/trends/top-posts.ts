import type { Queryable } from '@postbus/db';
import { postMetrics, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { sql } from 'drizzle-orm';
import type { PostFigures } from '../metrics/growth.ts';

export const topPostSorts = ['views', 'likes', 'comments', 'shares', 'engagementRate'] as const;
export type TopPostSort = (typeof topPostSorts)[number];

export interface TopPostRequest {
  workspaceId: string;
  accountId?: string;
  from: Date;
  to: Date;
  sort: TopPostSort;
  limit: number;
}

export interface TopPost extends PostFigures {
  id: string;
  engagementRate: number | null;
}

/** Below this a rate says more about chance than about the post. */
const viewsForRate = 100;

/**
 * The posts that gained the most within a time. A post counts from what was measured last before; without that from 0
 * if it was made within the time, else from its first measurement.
 */
export async function readTopPosts(
  db: Queryable,
  { workspaceId, accountId, from, to, sort, limit }: TopPostRequest,
): Promise<TopPost[]> {
  const [begin, end] = [from, to].map((time) => sql`${time.toISOString()}::timestamptz`);
  const figures = sql`m.views, m.likes, m.comments, m.shares, m.measured_at from ${postMetrics} as m
    where m.account_id = video.account_id and m.video_id = video.video_id`;
  const gained = (name: string) => {
    const column = sql.identifier(name);
    return sql`sum(case when video.measured_at < ${end} then video.${column} else last.${column} end
      - coalesce(earlier.${column}, first.${column}, 0))::float8 as ${column}`;
  };
  const isRanked = sort === 'engagementRate' ? sql`views >= ${viewsForRate}` : sql`true`;
  return await db.execute<TopPost & Record<string, unknown>>(sql`
    with gained as (
      select post.id, ${gained('views')}, ${gained('likes')}, ${gained('comments')}, ${gained('shares')}
      from ${tiktokVideos} as video
      join (select id, account_id, unnest(platform_post_ids) as video_id from ${tiktokPosts}
        where workspace_id = ${workspaceId}) as post using (account_id, video_id)
      left join lateral (select ${figures} and m.measured_at < ${begin} order by m.measured_at desc limit 1) as earlier
        on true
      -- Each only where it is needed: most posts are as they were measured last.
      left join lateral (select ${figures} and video.measured_at >= ${end}
        and m.measured_at >= ${begin} and m.measured_at < ${end} order by m.measured_at desc limit 1) as last on true
      left join lateral (select ${figures} and earlier.measured_at is null and video.posted_at < ${begin}
        and m.measured_at >= ${begin} order by m.measured_at limit 1) as first on true
      where video.workspace_id = ${workspaceId}
        ${accountId === undefined ? sql`` : sql`and video.account_id = ${accountId}`}
        and video.measured_at >= ${begin} and (video.measured_at < ${end} or last.measured_at is not null)
      group by post.id
    )
    select *, case when views > 0 then (likes + comments + shares) / views end as "engagementRate" from gained
    where ${isRanked} order by ${sql.identifier(sort)} desc nulls last, views desc, id limit ${limit}`);
}
