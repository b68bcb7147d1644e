import type { Queryable } from '@postbus/db';
import { media } from '@postbus/db/uploader';
import { and, eq, sql } from 'drizzle-orm';
import type { VideoFacts } from './probe.ts';

export type Media = typeof media.$inferSelect;

/** Writes that an upload has begun. */
export async function insertMedia(
  db: Queryable,
  row: Pick<Media, 'id' | 'workspaceId' | 'clientId' | 'sizeBytes' | 'metadata' | 'fileName'>,
): Promise<void> {
  await db.insert(media).values({ ...row, status: 'uploading' });
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

/** The same row, locked until the transaction ends: `share` keeps it from being deleted, `update` from being used. */
export async function lockMedia(
  tx: Queryable,
  { workspaceId, mediaId }: { workspaceId: string; mediaId: string },
  strength: 'share' | 'update',
): Promise<Media | null> {
  const [row] = await tx
    .select()
    .from(media)
    .where(and(eq(media.id, mediaId), eq(media.workspaceId, workspaceId)))
    .for(strength);
  return row ?? null;
}

/** Saves the size that a client told later than the upload's beginning. */
export async function saveSize(db: Queryable, mediaId: string, sizeBytes: number): Promise<void> {
  await db.update(media).set({ sizeBytes }).where(eq(media.id, mediaId));
}

/** Writes what was found in a complete file. */
export async function markReady(db: Queryable, mediaId: string, facts: VideoFacts): Promise<void> {
  await db
    .update(media)
    .set({ ...facts, status: 'ready', readyAt: sql`now()` })
    .where(eq(media.id, mediaId));
}

/** Removes the row. */
export async function deleteMedia(db: Queryable, mediaId: string): Promise<void> {
  await db.delete(media).where(eq(media.id, mediaId));
}
