import type { Queryable } from '@postbus/db';
import { media, posts, publications } from '@postbus/db/uploader';
import { and, eq, gte, inArray, lt, ne, notExists, notInArray, or, sql } from 'drizzle-orm';
import { endedStatuses } from '../publications/repository.ts';
import type { PhotoFacts } from './photo.ts';
import type { VideoFacts } from './probe.ts';

export type Media = typeof media.$inferSelect;

type NewMedia = Pick<
  Media,
  'id' | 'workspaceId' | 'clientId' | 'sizeBytes' | 'metadata' | 'fileName' | 'status'
> &
  Partial<Pick<Media, 'sourceUrlEncrypted' | 'convert' | 'slideshow'>>;

/** Writes that a file is on its way. */
export async function insertMedia(db: Queryable, row: NewMedia): Promise<void> {
  await db.insert(media).values(row);
}

/** A media of a workspace. */
export async function findMedia(
  db: Queryable,
  { workspaceId, mediaId }: { workspaceId: string; mediaId: string },
): Promise<Media | null> {
  const [row] = await db
    .select()
    .from(media)
    .where(and(eq(media.id, mediaId), eq(media.workspaceId, workspaceId)));
  return row ?? null;
}

/** A media by its id alone: for work that a checked request has asked for. */
export async function findMediaById(db: Queryable, mediaId: string): Promise<Media | null> {
  const [row] = await db.select().from(media).where(eq(media.id, mediaId));
  return row ?? null;
}

/** The media of these ids that a workspace has. */
export const listMedia = (
  db: Queryable,
  { workspaceId, mediaIds }: { workspaceId: string; mediaIds: string[] },
): Promise<Media[]> =>
  db
    .select()
    .from(media)
    .where(and(inArray(media.id, mediaIds), eq(media.workspaceId, workspaceId)));

/** The same rows, locked until the transaction ends, always in one order: nobody uses or deletes them meanwhile. */
export const lockMedia = (
  tx: Queryable,
  { workspaceId, mediaIds }: { workspaceId: string; mediaIds: string[] },
): Promise<Media[]> =>
  tx
    .select()
    .from(media)
    .where(and(inArray(media.id, mediaIds), eq(media.workspaceId, workspaceId)))
    .orderBy(media.id)
    .for('update');

/** Saves the size that a client told later than the upload's beginning. */
export async function saveSize(db: Queryable, mediaId: string, sizeBytes: number): Promise<void> {
  await db.update(media).set({ sizeBytes }).where(eq(media.id, mediaId));
}

/** Writes what was found in a complete file; false if it is in none of these states any more. */
export async function saveFacts(
  db: Queryable,
  { mediaId, from }: { mediaId: string; from: Media['status'][] },
  facts: Partial<VideoFacts | PhotoFacts> & { sizeBytes?: number; status: 'ready' | 'encoding' },
): Promise<boolean> {
  const isReady = facts.status === 'ready';
  const rows = await db
    .update(media)
    .set({
      ...facts,
      readyAt: isReady ? sql`now()` : null,
      progress: isReady ? null : 0,
      sourceUrlEncrypted: null,
    })
    .where(and(eq(media.id, mediaId), inArray(media.status, from)))
    .returning({ id: media.id });
  return rows.length === 1;
}

/** Writes how much of the encoding is done. */
export async function saveProgress(db: Queryable, mediaId: string, progress: number): Promise<void> {
  await db
    .update(media)
    .set({ progress })
    .where(and(eq(media.id, mediaId), eq(media.status, 'encoding')));
}

/** Writes why an import or the encoding has failed. */
export async function markFailed(
  db: Queryable,
  mediaId: string,
  failure: NonNullable<Media['failure']>,
): Promise<void> {
  await db
    .update(media)
    .set({ status: 'failed', failure, sourceUrlEncrypted: null, progress: null })
    .where(and(eq(media.id, mediaId), inArray(media.status, ['importing', 'encoding'])));
}

/** How many bytes a workspace has stored; of a file whose size is not known yet, as many as it may have. */
export async function storedBytes(db: Queryable, workspaceId: string, unknownBytes: number): Promise<number> {
  const [row] = await db
    .select({ bytes: sql<string>`coalesce(sum(coalesce(${media.sizeBytes}, ${unknownBytes}::bigint)), 0)` })
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), ne(media.status, 'failed')));
  return Number(row?.bytes ?? 0);
}

/** Waits until no other upload of the workspace is being begun, and keeps others from it until the transaction ends. */
export async function lockStorage(tx: Queryable, workspaceId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media:${workspaceId}`}, 0))`);
}

/** Removes the row. */
export async function deleteMedia(db: Queryable, mediaId: string): Promise<void> {
  await db.delete(media).where(eq(media.id, mediaId));
}

/** Files that no publication needs any more since a moment, and what came to nothing and was begun before another one. */
export const listUnused = (db: Queryable, before: { ready: Date; begun: Date }) =>
  db
    .select({ id: media.id, workspaceId: media.workspaceId })
    .from(media)
    .where(
      or(
        and(inArray(media.status, ['uploading', 'importing', 'failed']), lt(media.createdAt, before.begun)),
        and(
          eq(media.status, 'ready'),
          lt(media.readyAt, before.ready),
          notExists(usedAfter(db, before.ready)),
        ),
      ),
    );

/** Publications of a file that have not ended, or ended after a moment. */
const usedAfter = (db: Queryable, moment: Date) =>
  db
    .select({ id: publications.id })
    .from(publications)
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        sql`${posts.mediaIds} @> array[${media.id}]`,
        or(notInArray(publications.status, [...endedStatuses]), gte(publications.statusSince, moment)),
      ),
    );

/** Those of these ids that there are. */
export async function listIds(db: Queryable, ids: string[]): Promise<string[]> {
  const rows = await db.select({ id: media.id }).from(media).where(inArray(media.id, ids));
  return rows.map(({ id }) => id);
}
