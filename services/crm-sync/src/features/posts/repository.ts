import { builtOnce, type Given, type Queryable } from '@postbus/db';
import { accounts, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { and, arrayContains, eq, type SQL, sql } from 'drizzle-orm';
import { type Page, type Sorting, sortedPage } from '../../paging/sorted-page.ts';
import type { PostRow } from './post-rows.ts';

/** What TikTok told last of a post, or of all posts that one draft became. */
export interface Seen {
  views: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  /** Null until it was measured. */
  measuredAt: Date | null;
  shareUrl: string | null;
  coverUrl: string | null;
  missingSince: Date | null;
}

/** A post with what is known of its account (null until the account's event has arrived) and what TikTok tells of it. */
export interface Post {
  post: PostRow;
  account: { displayName: string | null; username: string | null; avatarUrl: string | null } | null;
  seen: Seen;
}

export interface PostFilter {
  publicationId?: string;
  accountId?: string;
  source?: PostRow['source'];
  status?: string;
  publishId?: string;
  /** The platform's id of the post. */
  postId?: string;
}

const { id } = tiktokPosts;

/** What a list of posts may be sorted by. */
export const postSortings = {
  createdAt: { id, time: null, positionOf: ({ post }) => ({ id: post.id, time: null }) },
  publishedAt: {
    id,
    time: tiktokPosts.publishedAt,
    positionOf: ({ post }) => ({ id: post.id, time: post.publishedAt }),
  },
  updatedAt: {
    id,
    time: tiktokPosts.updatedAt,
    positionOf: ({ post }) => ({ id: post.id, time: post.updatedAt }),
  },
} satisfies Record<string, Sorting<Post>>;

/** One page of the workspace's posts that match every given filter. */
export async function listPosts(
  db: Queryable,
  workspaceId: string,
  filter: PostFilter,
  page: Page<Post>,
): Promise<Post[]> {
  const { after, orderBy, limit } = sortedPage(page);
  const { publicationId, accountId, source, status, publishId, postId } = filter;
  const matching = and(
    eq(tiktokPosts.workspaceId, workspaceId),
    publicationId === undefined ? undefined : eq(tiktokPosts.publicationId, publicationId),
    accountId === undefined ? undefined : eq(tiktokPosts.accountId, accountId),
    source === undefined ? undefined : eq(tiktokPosts.source, source),
    status === undefined ? undefined : eq(tiktokPosts.status, status),
    publishId === undefined ? undefined : eq(tiktokPosts.publishId, publishId),
    postId === undefined ? undefined : arrayContains(tiktokPosts.platformPostIds, [postId]),
    after,
  );
  return await selectPosts(db, matching)
    .orderBy(...orderBy)
    .limit(limit);
}

/** The post, if it is in this workspace. */
export async function findPost(db: Queryable, workspaceId: string, postRowId: string): Promise<Post | null> {
  const [post] = await selectPosts(db, and(eq(tiktokPosts.workspaceId, workspaceId), eq(id, postRowId)));
  return post ?? null;
}

const selectByIds = builtOnce((db, { ids }: Given<{ ids: string[] }>) =>
  selectPosts(db, sql`${id} = any(${ids}::uuid[])`),
);

/** The posts with these ids, whatever their workspace. */
export async function readPosts(db: Queryable, ids: string[]): Promise<Post[]> {
  return ids.length === 0 ? [] : await selectByIds(db, { ids });
}

/** Of a draft that became several posts the sums. Figures are as old as the oldest of them. */
const seenOf = (db: Queryable) =>
  db
    .select({
      views: sql<number | null>`sum(${tiktokVideos.views})::float8`.as('views'),
      likes: sql<number | null>`sum(${tiktokVideos.likes})::float8`.as('likes'),
      comments: sql<number | null>`sum(${tiktokVideos.comments})::float8`.as('comments'),
      shares: sql<number | null>`sum(${tiktokVideos.shares})::float8`.as('shares'),
      measuredAt: sql<Date | null>`min(${tiktokVideos.measuredAt})`
        .mapWith(tiktokVideos.measuredAt)
        .as('measured_at'),
      shareUrl: sql<string | null>`min(${tiktokVideos.shareUrl})`.as('share_url'),
      coverUrl: sql<string | null>`min(${tiktokVideos.coverUrl})`.as('cover_url'),
      missingSince: sql<Date | null>`min(${tiktokVideos.missingSince})`
        .mapWith(tiktokVideos.missingSince)
        .as('missing_since'),
    })
    .from(tiktokVideos)
    .where(
      and(
        eq(tiktokVideos.accountId, tiktokPosts.accountId),
        sql`${tiktokVideos.videoId} = any(${tiktokPosts.platformPostIds})`,
      ),
    )
    .as('seen');

function selectPosts(db: Queryable, where: SQL | undefined) {
  const seen = seenOf(db);
  return (
    db
      .select({
        post: tiktokPosts,
        account: {
          displayName: accounts.displayName,
          username: accounts.username,
          avatarUrl: accounts.avatarUrl,
        },
        seen: {
          views: seen.views,
          likes: seen.likes,
          comments: seen.comments,
          shares: seen.shares,
          measuredAt: seen.measuredAt,
          shareUrl: seen.shareUrl,
          coverUrl: seen.coverUrl,
          missingSince: seen.missingSince,
        },
      })
      .from(tiktokPosts)
      .leftJoin(
        accounts,
        and(eq(accounts.id, tiktokPosts.accountId), eq(accounts.workspaceId, tiktokPosts.workspaceId)),
      )
      // An aggregate without groups: one row for each post, with nulls where nothing was seen.
      .crossJoinLateral(seen)
      .where(where)
  );
}
