import { postStatus } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { outbox, publications } from '@postbus/db/uploader';
import { writeEvents } from '@postbus/events';
import { eq, sql } from 'drizzle-orm';
import { addPublishJobs } from '../../jobs/add-publish-jobs.ts';
import { dailyQuotas } from '../quotas/limits.ts';
import { release } from '../quotas/repository.ts';
import { type AttemptEnd, endAttempts } from './attempts.ts';
import type { WorkItem } from './repository.ts';
import { lockFenced, type NextLook, type RowChange, writeRows } from './write-rows.ts';

type Publication = WorkItem['publication'];

export interface Transition {
  item: WorkItem;
  change: RowChange;
  attempt: AttemptEnd;
  next: NextLook;
}

/**
 * One change that others hear of, in the caller's transaction: the row with its next version, the attempt that led to
 * it, the event about it and the job that goes on with it. `leaseId` is the lease that the writer holds, if it needs one.
 * Returns the item as it is now; raises `LeaseLostError` if somebody changed it since it was read.
 */
export async function saveTransition(
  tx: Queryable,
  { leaseId, item, ...transition }: Transition & { leaseId?: string },
): Promise<WorkItem> {
  const publication = await lockFenced(tx, item.publication, leaseId);
  const [saved = item] = await saveTransitions(tx, [{ ...transition, item: { ...item, publication } }]);
  return saved;
}

/** The same for several publications, which the transaction has locked: nobody can have changed them since. */
export async function saveTransitions(tx: Queryable, transitions: Transition[]): Promise<WorkItem[]> {
  if (transitions.length === 0) return [];
  const rows = await writeRows(
    tx,
    transitions.map(({ item: { publication }, ...write }) => ({ publication, ...write })),
  );
  const saved = transitions.map(({ item }, index) => ({
    ...item,
    publication: rows[index] ?? item.publication,
  }));
  const attempts = transitions.map(({ item: { publication: before }, attempt }, index) => {
    const { status, version, publishId } = rows[index] ?? before;
    return {
      ...attempt,
      publicationId: before.id,
      publishId: publishId ?? before.publishId,
      status,
      version,
    };
  });
  const events = saved.map((item, index) =>
    statusEvent(item, transitions[index]?.item.publication.status ?? null),
  );
  const due = rows.filter((_, index) => transitions[index]?.next !== 'go on');
  // Sent one behind the other: none waits for the answer to another.
  await Promise.all([
    endAttempts(tx, attempts),
    ...saved.map((item) => giveQuotaBack(tx, item)),
    writeEvents(tx, outbox, events),
    addPublishJobs(
      tx,
      due.filter(({ nextStepAt }) => nextStepAt !== null),
    ),
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

/** Ends a step that changed nothing: the attempt, the lease, and when to look again. Raises `LeaseLostError`. */
export async function saveWait(
  tx: Queryable,
  { item, leaseId, change, attempt, delayMs }: Wait,
): Promise<void> {
  const { id, publishId } = await lockFenced(tx, item.publication, leaseId);
  const nextStepAt = delayMs === null ? null : sql`now() + ${Math.round(delayMs)} * interval '1 millisecond'`;
  const rows = await tx
    .update(publications)
    .set({ ...change, leaseId: null, leaseExpiresAt: null, nextStepAt })
    .where(eq(publications.id, id))
    .returning();
  await endAttempts(tx, [{ ...attempt, publicationId: id, publishId }]);
  if (delayMs !== null) await addPublishJobs(tx, rows);
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
