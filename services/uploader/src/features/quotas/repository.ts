import type { Database, Queryable } from '@postbus/db';
import {
  posts,
  publications,
  type QuotaKind,
  quotaUsage,
  quotaWindows,
  uploaderSchema,
} from '@postbus/db/uploader';
import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { Limit } from './limits.ts';

export interface QuotaKey {
  creator: string;
  kind: QuotaKind;
}

export interface Taking {
  isTaken: boolean;
  /** Whether it counted already, by an earlier try. */
  isAgain: boolean;
  /** How many there are in the window, with this one if it was taken. */
  used: number;
  /** Until the next place may be free; 0 if there is one. */
  waitMs: number;
}

/**
 * A process that died in the middle of a call leaves the time of the taking, and TikTok counts from when it got the call:
 * a little later.
 */
const marginMs = 1000;

const milliseconds = (count: number) => sql`${Math.round(count)} * interval '1 millisecond'`;

/**
 * Takes one from a quota if there is one. Whoever takes from the same one waits here until the transaction is over, so that
 * never more are taken than there are, from however many processes.
 */
export async function take(
  db: Queryable,
  { creator, kind, usedBy }: QuotaKey & { usedBy: string },
  { limit, windowMs }: Limit,
): Promise<Taking> {
  const [row] = await db.execute<{
    is_taken: boolean;
    is_again: boolean;
    others: number;
    wait_ms: number;
  }>(sql`
    select is_taken, is_again, others, wait_ms from ${uploaderSchema}.take_from_quota(
      ${creator}, ${kind}, ${usedBy}::uuid, ${limit}, ${milliseconds(windowMs + marginMs)})`);
  if (!row) throw new Error('a quota gave no answer');
  return {
    isTaken: row.is_taken,
    isAgain: row.is_again,
    used: row.others + (row.is_taken ? 1 : 0),
    waitMs: row.wait_ms,
  };
}

/** Lets what was taken count from now on. */
export async function touch(
  db: Queryable,
  { creator, kind, usedBy }: QuotaKey & { usedBy: string },
): Promise<void> {
  await db
    .update(quotaUsage)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(quotaUsage.creator, creator), eq(quotaUsage.kind, kind), eq(quotaUsage.usedBy, usedBy)));
}

/** Notes that TikTok says it is full. True unless that was known. */
export async function block(tx: Queryable, { creator, kind }: QuotaKey, forMs: number): Promise<boolean> {
  const until = sql`clock_timestamp() + ${milliseconds(forMs)}`;
  const [known] = await tx
    .select({ isBlocked: sql<boolean>`coalesce(${quotaWindows.blockedUntil} > clock_timestamp(), false)` })
    .from(quotaWindows)
    .where(and(eq(quotaWindows.creator, creator), eq(quotaWindows.kind, kind)))
    .for('update');
  await tx
    .insert(quotaWindows)
    .values({ creator, kind, blockedUntil: until })
    .onConflictDoUpdate({
      target: [quotaWindows.creator, quotaWindows.kind],
      set: { blockedUntil: sql`greatest(${quotaWindows.blockedUntil}, excluded.blocked_until)` },
    });
  return !known?.isBlocked;
}

/** Gives back what a publication had taken. */
export async function release(tx: Queryable, usedBy: string, kinds: QuotaKind[]): Promise<void> {
  await tx.delete(quotaUsage).where(and(eq(quotaUsage.usedBy, usedBy), inArray(quotaUsage.kind, kinds)));
}

/** How a quota stands just now. */
export async function look(
  db: Queryable,
  { creator, kind }: QuotaKey,
  { windowMs }: Limit,
): Promise<{ used: number; oldestMs: number | null; blockedMs: number | null }> {
  const [row] = await db.execute<{ used: number; oldest_ms: number | null; blocked_ms: number | null }>(sql`
    select count(used_at)::int as used, extract(epoch from min(used_at))::float8 * 1000 as oldest_ms,
      (select extract(epoch from blocked_until)::float8 * 1000 from ${quotaWindows}
        where creator = ${creator} and kind = ${kind} and blocked_until > clock_timestamp()) as blocked_ms
    from ${quotaUsage}
    where creator = ${creator} and kind = ${kind} and used_at > clock_timestamp() - ${milliseconds(windowMs)}`);
  return { used: row?.used ?? 0, oldestMs: row?.oldest_ms ?? null, blockedMs: row?.blocked_ms ?? null };
}

/** How much the creator has used who has used most of a quota. */
export async function mostUsed(db: Queryable, kind: QuotaKind, { windowMs }: Limit): Promise<number> {
  const [row] = await db
    .select({ used: sql<number>`count(*)::int` })
    .from(quotaUsage)
    .where(
      and(
        eq(quotaUsage.kind, kind),
        sql`${quotaUsage.usedAt} > clock_timestamp() - ${milliseconds(windowMs)}`,
      ),
    )
    .groupBy(quotaUsage.creator)
    .orderBy(sql`count(*) desc`)
    .limit(1);
  return row?.used ?? 0;
}

/** How many were taken after a moment. */
export const countSince = (db: Database, { creator, kind }: QuotaKey, since: Date): Promise<number> =>
  db.$count(
    quotaUsage,
    and(eq(quotaUsage.creator, creator), eq(quotaUsage.kind, kind), gt(quotaUsage.usedAt, since)),
  );

/** How many publications of an account are due within a time and have not taken their place yet. */
export async function countDue(
  db: Queryable,
  { accountId, mode, from, to }: { accountId: string; mode: 'direct' | 'inbox'; from: Date; to: Date },
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(publications)
    .innerJoin(posts, eq(posts.id, publications.postId))
    .where(
      and(
        eq(publications.accountId, accountId),
        eq(posts.mode, mode),
        inArray(publications.status, ['scheduled', 'queued']),
        gt(publications.dueAt, from),
        lte(publications.dueAt, to),
      ),
    );
  return row?.count ?? 0;
}
