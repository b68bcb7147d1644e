import { postStatus } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { outbox, publications, publishAttempts } from '@postbus/db/uploader';
import { writeEvent } from '@postbus/events';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { addPublishJob } from '../../jobs/add-publish-job.ts';
import { dailyQuotas } from '../quotas/limits.ts';
import { release } from '../quotas/repository.ts';
import type { WorkItem } from './repository.ts';

type Publication = typeof publications.$inferSelect;
type Attempt = typeof publishAttempts.$inferSelect;

/** How an attempt ended. `id` is that of one that was begun before; without it the attempt is written whole. */
export interface AttemptEnd {
  id?: string;
  step: Attempt['step'];
  outcome: NonNullable<Attempt['outcome']>;
  code?: string | null;
  message?: string | null;
  logId?: string | null;
}

export interface Transition {
  /** As it was read: the write fails if somebody changed it meanwhile. */
  item: WorkItem;
  /** The lease that the writer holds. Absent for a webhook, which outranks whoever works on it. */
  leaseId?: string;
  change: Partial<Publication>;
  attempt: AttemptEnd;
  /** When to look at it again, from now; null when nothing is left to do. Ends the lease, unless it is 'go on'. */
  next: { delayMs: number } | { at: Date } | 'go on' | null;
}

/** Raised when the row is no longer the writer's: its lease ran out, or a webhook was first. Nothing was written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'lease_lost';
  constructor() {
    super('the publication was changed or taken over meanwhile');
  }
}

/**
 * One change that others hear of, in the caller's transaction: the row with its next version, the attempt that led to
 * it, the event about it and the job that goes on with it. Returns the item as it is now; raises {@link LeaseLostError}.
 */
export async function saveTransition(tx: Queryable, transition: Transition): Promise<WorkItem> {
  const { item, change, attempt, next } = transition;
  const before = item.publication;
  const publication = await writeRow(tx, transition, {
    ...change,
    version: before.version + 1,
    failures: 0,
    ...(change.status && change.status !== before.status && { statusSince: sql`now()`, polls: 0 }),
    ...(next !== 'go on' && { leaseId: null, leaseExpiresAt: null }),
    nextStepAt: nextStepAt(next),
  });
  const task = { id: before.id, publishId: publication.publishId ?? before.publishId };
  const saved = { ...item, publication };
  // Sent one behind the other: none waits for the answer to another.
  await Promise.all([
    endAttempt(tx, task, { ...attempt, status: publication.status, version: publication.version }),
    giveQuotaBack(tx, saved),
    writeEvent(tx, outbox, statusEvent(saved, before.status)),
    next !== 'go on' && next !== null && addPublishJob(tx, publication),
  ]);
  return saved;
}

/** A draft that the creator has finished makes room, and so does what never became a publish task. */
async function giveQuotaBack(
  tx: Queryable,
  { publication: { id, status, publishId }, post }: WorkItem,
): Promise<void> {
  const isOver = status === 'failed' || status === 'cancelled';
  if (isOver && publishId === null) await release(tx, id, [...dailyQuotas]);
  else if (post.mode === 'inbox' && (isOver || status === 'published' || status === 'removed'))
    await release(tx, id, ['pending_shares']);
}

export interface Wait {
  item: WorkItem;
  leaseId: string;
  /** Counters only: nothing that others hear of. */
  change?: Partial<Pick<Publication, 'failures' | 'polls'>>;
  attempt: AttemptEnd;
  /** Null when there is nothing left to look for. */
  delayMs: number | null;
}

/** Ends a step that changed nothing: the attempt, the lease, and when to look again. Raises {@link LeaseLostError}. */
export async function saveWait(tx: Queryable, { delayMs, attempt, change, ...fence }: Wait): Promise<void> {
  const publication = await writeRow(tx, fence, {
    ...change,
    leaseId: null,
    leaseExpiresAt: null,
    nextStepAt: nextStepAt(delayMs === null ? null : { delayMs }),
  });
  await endAttempt(tx, publication, attempt);
  if (delayMs !== null) await addPublishJob(tx, publication);
}

type RowChange = { [Column in keyof Publication]?: Publication[Column] | SQL };

/** The version fences off everybody who read an older row, the lease whoever was too slow. */
async function writeRow(
  tx: Queryable,
  { item, leaseId }: Pick<Transition, 'item' | 'leaseId'>,
  change: RowChange,
): Promise<Publication> {
  const { id, version } = item.publication;
  const [row] = await tx
    .update(publications)
    .set(change)
    .where(
      and(
        eq(publications.id, id),
        eq(publications.version, version),
        leaseId === undefined ? undefined : eq(publications.leaseId, leaseId),
      ),
    )
    .returning();
  if (!row) throw new LeaseLostError();
  return row;
}

// By the clock of PostgreSQL, which also decides when a job runs and when a lease is over.
function nextStepAt(next: Transition['next']): SQL | null {
  if (next === null) return null;
  if (typeof next === 'object' && 'at' in next) return sql`${next.at.toISOString()}::timestamptz`;
  const delayMs = next === 'go on' ? 0 : Math.round(next.delayMs);
  return sql`now() + ${delayMs} * interval '1 millisecond'`;
}

/** Writes that a publication was accepted, as its first attempt. */
export async function noteAcceptance(tx: Queryable, publication: Publication): Promise<void> {
  const { id, status, version } = publication;
  await endAttempt(tx, { id, publishId: null }, { step: 'accept', outcome: 'ok', status, version });
}

/** Writes that a step was begun, so that one cut off by a crash is seen. Returns the attempt's id. */
export async function beginAttempt(
  db: Queryable,
  { id, publishId }: Publication,
  step: Attempt['step'],
): Promise<string> {
  const attemptId = uuidv7();
  await db
    .insert(publishAttempts)
    .values({ id: attemptId, publicationId: id, step, startedAt: sql`now()`, publishId });
  return attemptId;
}

async function endAttempt(
  tx: Queryable,
  { id: publicationId, publishId }: Pick<Publication, 'id' | 'publishId'>,
  { id, step, ...end }: AttemptEnd & Partial<Pick<Attempt, 'status' | 'version'>>,
): Promise<void> {
  if (id) {
    await tx
      .update(publishAttempts)
      .set({ ...end, publishId, endedAt: sql`clock_timestamp()` })
      .where(eq(publishAttempts.id, id));
    return;
  }
  await tx.insert(publishAttempts).values({
    ...end,
    id: uuidv7(),
    step,
    publicationId,
    publishId,
    startedAt: sql`now()`,
    endedAt: sql`clock_timestamp()`,
  });
}

/** The event that tells of a publication as it is now. */
export function statusEvent({ publication, post }: WorkItem, previousStatus: Publication['status'] | null) {
  return postStatus.create({
    subject: publication.id,
    workspaceId: publication.workspaceId,
    correlationId: publication.correlationId,
    data: {
      publicationId: publication.id,
      postId: post.id,
      accountId: publication.accountId,
      platform: publication.platform,
      mode: post.mode,
      status: publication.status,
      previousStatus,
      version: publication.version,
      publishId: publication.publishId,
      platformPostIds: publication.platformPostIds,
      caption: post.postInfo.title ?? post.postInfo.description ?? null,
      mediaId: post.mediaIds[0] ?? null,
      failure: publication.failure,
      scheduledAt: post.scheduledAt?.toISOString() ?? null,
      publishedAt: publication.publishedAt?.toISOString() ?? null,
      occurredAt: new Date().toISOString(),
    },
  });
}
