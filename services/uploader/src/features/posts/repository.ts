import type { Queryable } from '@postbus/db';
import { posts, publications } from '@postbus/db/uploader';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { WorkItem } from '../publications/repository.ts';

export type Post = typeof posts.$inferSelect;

/** Writes a post and its publications, due at once. */
export async function insertPost(
  tx: Queryable,
  post: typeof posts.$inferInsert,
  publication: Omit<typeof publications.$inferInsert, 'nextStepAt'>,
): Promise<WorkItem> {
  const [savedPost] = await tx.insert(posts).values(post).returning();
  const [savedPublication] = await tx
    .insert(publications)
    .values({ ...publication, nextStepAt: sql`now()` })
    .returning();
  if (!savedPost || !savedPublication) throw new Error('an insert returned nothing');
  return { post: savedPost, publication: savedPublication };
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
