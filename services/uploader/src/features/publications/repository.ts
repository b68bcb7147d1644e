import { builtOnce, type Given, type Queryable } from '@postbus/db';
import { media, posts, publications, publishAttempts, quotaUsage } from '@postbus/db/uploader';
import {
  and,
  arrayContains,
  asc,
  desc,
  eq,
  exists,
  inArray,
  isNull,
  lt,
  ne,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import { alias, unionAll } from 'drizzle-orm/pg-core';

/** A publication with the post that it carries out. */
export interface WorkItem {
  publication: typeof publications.$inferSelect;
  post: typeof posts.$inferSelect;
}

/** A file is of no more use to a publication that stands so. */
export const endedStatuses = ['published', 'removed', 'inbox_delivered', 'failed', 'cancelled'] as const;

const milliseconds = (count: number) => sql`${Math.round(count)} * interval '1 millisecond'`;

/** Takes the lease of a publication that is due and that nobody holds; null if there is nothing to do for it. */
export async function takeLease(
  db: Queryable,
  { publicationId, leaseId, leaseMs }: { publicationId: string; leaseId: string; leaseMs: number },
): Promise<WorkItem | null> {
  const [publication] = await db
    .update(publications)
    .set({ leaseId, leaseExpiresAt: sql`now() + ${milliseconds(leaseMs)}` })
    .where(
      and(
        eq(publications.id, publicationId),
        sql`${publications.nextStepAt} <= now()`,
        or(isNull(publications.leaseId), lt(publications.leaseExpiresAt, sql`now()`)),
      ),
    )
    .returning();
  if (!publication) return null;
  const [post] = await db.select().from(posts).where(eq(posts.id, publication.postId));
  return post ? { publication, post } : null;
}

/** Holds a lease for longer. False if it is lost. */
export async function renewLease(
  db: Queryable,
  { publicationId, leaseId, leaseMs }: { publicationId: string; leaseId: string; leaseMs: number },
): Promise<boolean> {
  const rows = await db
    .update(publications)
    .set({ leaseExpiresAt: sql`now() + ${milliseconds(leaseMs)}` })
    .where(and(eq(publications.id, publicationId), eq(publications.leaseId, leaseId)))
    .returning({ id: publications.id });
  return rows.length === 1;
}

/** Saves how many bytes TikTok has confirmed. False if the lease is lost. */
export async function saveConfirmedBytes(
  db: Queryable,
  {
    publicationId,
    leaseId,
    confirmedBytes,
  }: { publicationId: string; leaseId: string; confirmedBytes: number },
): Promise<boolean> {
  const rows = await db
    .update(publications)
    .set({ confirmedBytes, failures: 0 })
    .where(and(eq(publications.id, publicationId), eq(publications.leaseId, leaseId)))
    .returning({ id: publications.id });
  return rows.length === 1;
}

/**
 * Writes that the last chunk is about to be sent: from here on TikTok may publish. False if the lease is lost, for instance
 * because the publication was cancelled: then it must not be sent.
 */
export async function claimLastChunk(
  db: Queryable,
  { publicationId, leaseId }: { publicationId: string; leaseId: string },
): Promise<boolean> {
  const rows = await db
    .update(publications)
    .set({ lastChunkAt: sql`coalesce(${publications.lastChunkAt}, now())` })
    .where(and(eq(publications.id, publicationId), eq(publications.leaseId, leaseId)))
    .returning({ id: publications.id });
  return rows.length === 1;
}

/** Gives a lease back before its step is done. The row stays due. */
export async function giveLeaseBack(
  db: Queryable,
  { publicationId, leaseId }: { publicationId: string; leaseId: string },
): Promise<boolean> {
  const rows = await db
    .update(publications)
    .set({ leaseId: null, leaseExpiresAt: null })
    .where(and(eq(publications.id, publicationId), eq(publications.leaseId, leaseId)))
    .returning({ id: publications.id });
  return rows.length === 1;
}

// What is to be locked must be named without its schema.
const publication = alias(publications, 'publication');
const selectByPublishId = builtOnce((tx, { publishIds }: Given<{ publishIds: string[] }>) =>
  tx
    .select({ publication, post: posts })
    .from(publication)
    .innerJoin(posts, eq(posts.id, publication.postId))
    .where(sql`${publication.publishId} = any(${publishIds}::text[])`)
    .orderBy(publication.id)
    .for('update', { of: publication }),
);

/**
 * The publications with these publish tasks, by the task's id, locked until the transaction ends. In the order of their ids,
 * so that no two transactions wait for each other.
 */
export async function lockByPublishId(tx: Queryable, publishIds: string[]): Promise<Map<string, WorkItem>> {
  const items = await selectByPublishId(tx, { publishIds });
  return new Map(items.map((item) => [item.publication.publishId ?? '', item]));
}

/** Whether this publish task was given up for another one, or belonged to a publication at any time. */
export async function wasPublishTask(db: Queryable, publishId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: publishAttempts.id })
    .from(publishAttempts)
    .where(eq(publishAttempts.publishId, publishId))
    .limit(1);
  return row !== undefined;
}

/** Whether bytes of the present publish task may have been sent by an earlier run. */
export async function hasEarlierUpload(
  db: Queryable,
  { id, publishId }: { id: string; publishId: string | null },
): Promise<boolean> {
  if (publishId === null) return false;
  const [row] = await db
    .select({ id: publishAttempts.id })
    .from(publishAttempts)
    .where(
      and(
        eq(publishAttempts.publicationId, id),
        eq(publishAttempts.step, 'upload'),
        eq(publishAttempts.publishId, publishId),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The attempt in which TikTok was asked to begin a task and nobody knows the answer; null if there is none. */
export async function findOpenInit(db: Queryable, publicationId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: publishAttempts.id })
    .from(publishAttempts)
    .where(
      and(
        eq(publishAttempts.publicationId, publicationId),
        eq(publishAttempts.step, 'init'),
        isNull(publishAttempts.endedAt),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

/**
 * The publication of a creator that waits to hear of its task's id, locked until the transaction ends. Null if there is
 * none, or if it could be another one's: then nobody can tell yet whose the task is. TikTok tells for 72 hours.
 */
export async function lockUnanswered(tx: Queryable, creator: string): Promise<WorkItem | null> {
  const asked = tx
    .select({ one: sql`1` })
    .from(quotaUsage)
    .where(and(eq(quotaUsage.usedBy, publications.id), eq(quotaUsage.creator, creator)));
  const [publication, ...others] = await tx
    .select()
    .from(publications)
    .where(
      and(
        inArray(publications.status, ['initialising', 'unconfirmed']),
        isNull(publications.publishId),
        sql`${publications.statusSince} > now() - interval '73 hours'`,
        exists(asked),
      ),
    )
    .for('update');
  if (publication?.status !== 'unconfirmed' || others.length > 0) return null;
  const [post] = await tx.select().from(posts).where(eq(posts.id, publication.postId));
  return post ? { publication, post } : null;
}

/** When TikTok was last asked to begin a task of a publication; null if it never was. */
export async function lastInitAt(db: Queryable, publicationId: string): Promise<Date | null> {
  const [row] = await db
    .select({ startedAt: publishAttempts.startedAt })
    .from(publishAttempts)
    .where(and(eq(publishAttempts.publicationId, publicationId), eq(publishAttempts.step, 'init')))
    .orderBy(desc(publishAttempts.id))
    .limit(1);
  return row?.startedAt ?? null;
}

/** Whether a public post belongs to a publication. */
export async function isKnownPost(db: Queryable, platformPostId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: publications.id })
    .from(publications)
    .where(arrayContains(publications.platformPostIds, [platformPostId]))
    .limit(1);
  return row !== undefined;
}

/** How many other publications of the account have the same caption and await the ids of their posts. */
export async function countAlike(db: Queryable, { publication, post }: WorkItem): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(publications)
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        eq(publications.accountId, publication.accountId),
        ne(publications.id, publication.id),
        sql`coalesce(${posts.postInfo} ->> 'title', ${posts.postInfo} ->> 'description') = ${post.postInfo.title ?? post.postInfo.description ?? ''}`,
        notInArray(publications.status, ['draft', 'scheduled', 'queued', 'failed', 'cancelled']),
        eq(publications.platformPostIds, []),
        sql`${posts.postInfo} ->> 'privacyLevel' = 'PUBLIC_TO_EVERYONE'`,
        sql`${publications.statusSince} > now() - interval '73 hours'`,
      ),
    );
  return row?.count ?? 0;
}

/** A publication of a workspace, by its own id or by TikTok's publish id. */
export async function findPublication(
  db: Queryable,
  workspaceId: string,
  id: { publicationId: string } | { publishId: string },
): Promise<WorkItem | null> {
  const [row] = await db
    .select({ publication: publications, post: posts })
    .from(publications)
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        eq(publications.workspaceId, workspaceId),
        'publicationId' in id
          ? eq(publications.id, id.publicationId)
          : eq(publications.publishId, id.publishId),
      ),
    );
  return row ?? null;
}

/** Every attempt at a publication, oldest first. */
export const listAttempts = (db: Queryable, publicationId: string) =>
  db
    .select()
    .from(publishAttempts)
    .where(eq(publishAttempts.publicationId, publicationId))
    .orderBy(asc(publishAttempts.id));

/** Publications that are due and that nobody works on: what a crash or a lost job left behind. */
export const listStranded = (db: Queryable, { olderThanMs, limit }: { olderThanMs: number; limit: number }) =>
  db
    .select({
      id: publications.id,
      accountId: publications.accountId,
      nextStepAt: publications.nextStepAt,
    })
    .from(publications)
    .where(
      and(
        sql`${publications.nextStepAt} < now() - ${milliseconds(olderThanMs)}`,
        or(isNull(publications.leaseId), lt(publications.leaseExpiresAt, sql`now()`)),
      ),
    )
    .orderBy(asc(publications.nextStepAt))
    .limit(limit);

/** Whether a file is still needed by a publication that has not ended, or by a slideshow that is being made. */
export async function isMediaInUse(db: Queryable, mediaId: string): Promise<boolean> {
  const publication = db
    .select({ id: publications.id })
    .from(publications)
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(arrayContains(posts.mediaIds, [mediaId]), notInArray(publications.status, [...endedStatuses])),
    );
  const slideshow = db
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.status, 'encoding'), sql`${media.slideshow} -> 'mediaIds' ? ${mediaId}`));
  const users = await unionAll(publication, slideshow).limit(1);
  return users.length > 0;
}

/** How many publications there are by status. */
export const countByStatus = (db: Queryable) =>
  db
    .select({ status: publications.status, count: sql<number>`count(*)::int` })
    .from(publications)
    .groupBy(publications.status);
