import type { Queryable } from '@postbus/db';
import { accountCollections, accounts, tiktokVideos } from '@postbus/db/crm-sync';
import { and, eq, lte, type SQL, sql } from 'drizzle-orm';

export type Collection = typeof accountCollections.$inferSelect;

/** Raised when the account is no longer the collector's: its lease ran out and another has it. Nothing was written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'lease_lost';
  constructor() {
    super('another collector has taken the account over');
  }
}

export interface Lease {
  accountId: string;
  leaseId: string;
}

const at = (time: Date): SQL => sql`${time.toISOString()}::timestamptz`;

/** Takes the account that is due for the longest time, if one is. Several may claim at once: each gets another one. */
export async function claimDue(
  db: Queryable,
  { leaseId, now, leaseUntil }: { leaseId: string; now: Date; leaseUntil: Date },
): Promise<Collection | null> {
  const [claimed] = await db
    .update(accountCollections)
    .set({ leaseId, leaseUntil })
    .where(
      sql`${accountCollections.accountId} = (
        select account_id from ${accountCollections}
        where next_due_at <= ${at(now)} and (lease_until is null or lease_until <= ${at(now)})
        order by next_due_at limit 1 for update skip locked)`,
    )
    .returning();
  return claimed ?? null;
}

/** Locks the account for this transaction and gives the lease more time. Raises {@link LeaseLostError}. */
export async function fence(
  tx: Queryable,
  { accountId, leaseId }: Lease,
  leaseUntil: Date,
): Promise<Collection> {
  const [held] = await tx
    .update(accountCollections)
    .set({ leaseUntil })
    .where(and(eq(accountCollections.accountId, accountId), eq(accountCollections.leaseId, leaseId)))
    .returning();
  if (!held) throw new LeaseLostError();
  return held;
}

/** Changes the row under its lease. Raises {@link LeaseLostError}. */
export async function saveUnderLease(
  tx: Queryable,
  { accountId, leaseId }: Lease,
  change: Partial<Collection>,
): Promise<void> {
  const saved = await tx
    .update(accountCollections)
    .set(change)
    .where(and(eq(accountCollections.accountId, accountId), eq(accountCollections.leaseId, leaseId)))
    .returning({ accountId: accountCollections.accountId });
  if (saved.length === 0) throw new LeaseLostError();
}

/**
 * Ends the lease. Due again when the account or the first of its posts is, or at `dueAt` if that is told. An account
 * that was disconnected meanwhile stays at rest. Says nothing if the lease is lost: the next holder goes on.
 */
export async function release(
  db: Queryable,
  { accountId, leaseId }: Lease,
  { dueAt, failures, lastError }: { dueAt: Date | null; failures: number; lastError: string | null },
): Promise<void> {
  const firstDue = sql`least(${accountCollections.figuresDueAt}, (
    select min(video.next_due_at) from ${tiktokVideos} as video where video.account_id = ${accountId}))`;
  await db
    .update(accountCollections)
    .set({
      leaseId: null,
      leaseUntil: null,
      failures,
      lastError,
      nextDueAt: sql`case when ${accountCollections.nextDueAt} is not null then ${dueAt ? at(dueAt) : firstDue} end`,
    })
    .where(and(eq(accountCollections.accountId, accountId), eq(accountCollections.leaseId, leaseId)));
}

/** The account that figures are collected of, as its newest event tells. */
export async function findCollected(db: Queryable, accountId: string) {
  const [account] = await db.select().from(accounts).where(eq(accounts.id, accountId));
  return account ?? null;
}

/** When the newest post of the account was made, as far as is known. */
export async function newestPostAt(db: Queryable, accountId: string): Promise<Date | null> {
  const [row] = await db
    .select({ newest: sql<Date | null>`max(${tiktokVideos.postedAt})`.mapWith(tiktokVideos.postedAt) })
    .from(tiktokVideos)
    .where(eq(tiktokVideos.accountId, accountId));
  return row?.newest ?? null;
}

/** Posts of the account that are due, those that wait longest first. */
export async function listDueVideos(
  db: Queryable,
  accountId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ videoId: tiktokVideos.videoId })
    .from(tiktokVideos)
    .where(and(eq(tiktokVideos.accountId, accountId), lte(tiktokVideos.nextDueAt, now)))
    .orderBy(tiktokVideos.nextDueAt)
    .limit(limit);
  return rows.map(({ videoId }) => videoId);
}
