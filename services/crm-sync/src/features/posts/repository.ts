import type { Queryable } from '@postbus/db';
import { accounts, tiktokPosts } from '@postbus/db/crm-sync';
import { and, arrayContains, eq, lt, type SQL, sql } from 'drizzle-orm';
import { type Page, type Sorting, sortedPage } from '../../paging/sorted-page.ts';
import { excludedColumns } from '../../projection/excluded-columns.ts';

type PostRow = typeof tiktokPosts.$inferSelect;

/** A publication with what is known of its account; null until the account's event has arrived. */
export interface Post {
  post: PostRow;
  account: { displayName: string | null; username: string | null; avatarUrl: string | null } | null;
}

/**
 * Inserts the publication, or overwrites it when `post.version` is higher.
 *
 * The comparison is part of the statement: of two transactions that save the same publication at once, the second
 * waits for the first and compares with what that one has written.
 */
export async function saveIfNewer(db: Queryable, post: PostRow): Promise<void> {
  await db
    .insert(tiktokPosts)
    .values(post)
    .onConflictDoUpdate({
      target: tiktokPosts.publicationId,
      set: excludedColumns(tiktokPosts),
      setWhere: lt(tiktokPosts.version, sql`excluded.version`),
    });
}

export interface PostFilter {
  publicationId?: string;
  accountId?: string;
  status?: string;
  publishId?: string;
  /** The platform's id of the post. */
  postId?: string;
}

const id = tiktokPosts.publicationId;

/** What a list of publications may be sorted by. */
export const postSortings = {
  createdAt: { id, time: null, positionOf: ({ post }) => ({ id: post.publicationId, time: null }) },
  publishedAt: {
    id,
    time: tiktokPosts.publishedAt,
    positionOf: ({ post }) => ({ id: post.publicationId, time: post.publishedAt }),
  },
  updatedAt: {
    id,
    time: tiktokPosts.updatedAt,
    positionOf: ({ post }) => ({ id: post.publicationId, time: post.updatedAt }),
  },
} satisfies Record<string, Sorting<Post>>;

/** One page of the workspace's publications that match every given filter. */
export async function listPosts(
  db: Queryable,
  workspaceId: string,
  filter: PostFilter,
  page: Page<Post>,
): Promise<Post[]> {
  const { after, orderBy, limit } = sortedPage(page);
  const { publicationId, accountId, status, publishId, postId } = filter;
  const matching = and(
    eq(tiktokPosts.workspaceId, workspaceId),
    publicationId === undefined ? undefined : eq(tiktokPosts.publicationId, publicationId),
    accountId === undefined ? undefined : eq(tiktokPosts.accountId, accountId),
    status === undefined ? undefined : eq(tiktokPosts.status, status),
    publishId === undefined ? undefined : eq(tiktokPosts.publishId, publishId),
    postId === undefined ? undefined : arrayContains(tiktokPosts.platformPostIds, [postId]),
    after,
  );
  return await selectPosts(db, matching)
    .orderBy(...orderBy)
    .limit(limit);
}

/** The publication, if it is in this workspace. */
export async function findPost(
  db: Queryable,
  workspaceId: string,
  publicationId: string,
): Promise<Post | null> {
  const [post] = await selectPosts(
    db,
    and(eq(tiktokPosts.workspaceId, workspaceId), eq(tiktokPosts.publicationId, publicationId)),
  );
  return post ?? null;
}

const selectPosts = (db: Queryable, where: SQL | undefined) =>
  db
    .select({
      post: tiktokPosts,
      account: {
        displayName: accounts.displayName,
        username: accounts.username,
        avatarUrl: accounts.avatarUrl,
      },
    })
    .from(tiktokPosts)
    .leftJoin(
      accounts,
      and(eq(accounts.id, tiktokPosts.accountId), eq(accounts.workspaceId, tiktokPosts.workspaceId)),
    )
    .where(where);
