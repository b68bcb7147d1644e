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
  Partial<Pick<Media, 'sourceUrlEncrypted'>>;

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

/** Writes what was found in a complete file. */
export async function markReady(
  db: Queryable,
  mediaId: string,
  { sizeBytes, ...facts }: (VideoFacts | PhotoFacts) & { sizeBytes: number },
): Promise<void> {
  await db
    .update(media)
    .set({ ...facts, sizeBytes, status: 'ready', readyAt: sql`now()`, sourceUrlEncrypted: null })
    .where(eq(media.id, mediaId));
}

/** Writes why an import has failed. */
export async function markFailed(
  db: Queryable,
  mediaId: string,
  failure: NonNullable<Media['failure']>,
): Promise<void> {
  await db
    .update(media)
    .set({ status: 'failed', failure, sourceUrlEncrypted: null })
    .where(and(eq(media.id, mediaId), eq(media.status, 'importing')));
}

/** Removes the row. */
export async function deleteMedia(db: Queryable, mediaId: string): Promise<void> {
  await db.delete(media).where(eq(media.id, mediaId));
}

/** Files that no publication needs any more since a moment, and uploads that were begun before another one. */
export const listUnused = (db: Queryable, before: { ready: Date; unfinished: Date }) =>
  db
    .select({ id: media.id, workspaceId: media.workspaceId, status: media.status })
    .from(media)
    .where(
      or(
        and(ne(media.status, 'ready'), lt(media.createdAt, before.unfinished)),
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
