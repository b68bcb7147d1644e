import type { Queryable } from '@postbus/db';
import { posts, publications, publishAttempts } from '@postbus/db/uploader';
import { and, between, desc, eq, inArray, isNull, lt, ne, notInArray, sql } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import type { WorkItem } from '../publications/repository.ts';

const dayMs = 24 * 60 * 60 * 1000;

export type Post = typeof posts.$inferSelect;

/** Writes a post and its publications. */
export async function insertPost(
  tx: Queryable,
  post: typeof posts.$inferInsert,
  rows: PgInsertValue<typeof publications>[],
): Promise<WorkItem[]> {
  const [saved] = await tx.insert(posts).values(post).returning();
  if (!saved) throw new Error('an insert returned nothing');
  const savedRows = await tx.insert(publications).values(rows).returning();
  return savedRows.map((publication) => ({ post: saved, publication }));
}

/** Writes what a client may change of a post. */
export async function updatePost(tx: Queryable, post: Post): Promise<void> {
  const { id, kind, source, mediaIds, videoUrl, postInfo, scheduledAt, timeZone } = post;
  await tx
    .update(posts)
    .set({ kind, source, mediaIds, videoUrl, postInfo, scheduledAt, timeZone })
    .where(eq(posts.id, id));
}

/** A post's publications, locked until the transaction ends. None if the workspace has no such post. */
export async function lockItems(
  tx: Queryable,
  { workspaceId, postId }: { workspaceId: string; postId: string },
): Promise<WorkItem[]> {
  const rows = await tx
    .select()
    .from(publications)
    .where(and(eq(publications.postId, postId), eq(publications.workspaceId, workspaceId)))
    .orderBy(publications.id)
    .for('update');
  // Read after the lock: whoever changes a post has locked its publications first.
  const post = rows.length > 0 ? await findPost(tx, workspaceId, postId) : null;
  return post ? rows.map((publication) => ({ post, publication })) : [];
}

/** What the lock of a media is for a file elsewhere: held until the transaction ends. */
export async function lockVideoUrl(tx: Queryable, videoUrl: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${videoUrl}, 0))`);
}

/** A publication of the same files on the same account that is due within a day of this moment, and was not given up. */
export async function findClash(
  db: Queryable,
  {
    accountId,
    content: { mediaIds, videoUrl },
    dueAt,
    exceptPostId,
  }: {
    accountId: string;
    content: Pick<Post, 'mediaIds' | 'videoUrl'>;
    dueAt: Date;
    exceptPostId?: string;
  },
): Promise<{ postId: string; publicationId: string } | null> {
  const [row] = await db
    .select({ postId: posts.id, publicationId: publications.id })
    .from(publications)
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        eq(publications.accountId, accountId),
        eq(posts.mediaIds, mediaIds),
        videoUrl === null ? isNull(posts.videoUrl) : eq(posts.videoUrl, videoUrl),
        between(publications.dueAt, new Date(dueAt.getTime() - dayMs), new Date(dueAt.getTime() + dayMs)),
        notInArray(publications.status, ['draft', 'failed', 'cancelled']),
        exceptPostId === undefined ? undefined : ne(posts.id, exceptPostId),
      ),
    )
    .limit(1);
  return row ?? null;
}

/** Whether TikTok itself has said that a publication's task failed, as opposed to our own giving up. */
export async function endedByTikTok(db: Queryable, publicationId: string): Promise<boolean> {
  const [last] = await db
    .select({ step: publishAttempts.step })
    .from(publishAttempts)
    .where(
      and(
        eq(publishAttempts.publicationId, publicationId),
        inArray(publishAttempts.status, ['failed', 'cancelled']),
      ),
    )
    .orderBy(desc(publishAttempts.version))
    .limit(1);
  return last?.step === 'status' || last?.step === 'webhook';
}

/** A post of a workspace. */
export async function findPost(db: Queryable, workspaceId: string, postId: string): Promise<Post | null> {
  const [row] = await db
    .select()
    .from(posts)
    .where(and(eq(posts.id, postId), eq(posts.workspaceId, workspaceId)));
  return row ?? null;
}

/** A page of a workspace's posts, newest first. Ids sort by the time they were made. */
export const listPosts = (
  db: Queryable,
  { workspaceId, before, limit }: { workspaceId: string; before: string | undefined; limit: number },
) =>
  db
    .select()
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), before === undefined ? undefined : lt(posts.id, before)))
    .orderBy(desc(posts.id))
    .limit(limit);

/** The publications of some posts. */
export const listPublications = (db: Queryable, postIds: string[]) =>
  postIds.length === 0
    ? Promise.resolve([])
    : db.select().from(publications).where(inArray(publications.postId, postIds)).orderBy(publications.id);
