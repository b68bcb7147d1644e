import type { Database } from '@postbus/db';
import { type DisplayEndpoint, displayCalls, displayDays, displayWindows } from '@postbus/db/crm-sync';
import { and, eq, lt, lte, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

const windowMs = 60_000;
const dayMs = 24 * 60 * windowMs;

/** Between our counting of a call and TikTok's lies its way there. A call counts here for that much longer. */
const marginMs = 2000;

/** There is no call left to make just now. Nothing was sent to TikTok. */
export class DisplayQuotaFullError extends Error {
  override readonly name = 'DisplayQuotaFullError';
  readonly code = 'quota_full';
  /** When there may be one. */
  readonly freeAt: Date;

  constructor(endpoint: DisplayEndpoint, freeAt: Date) {
    super(`the quota of ${endpoint} is used up`);
    this.freeAt = freeAt;
  }
}

export interface DisplayLimits {
  /** Calls of each endpoint in any minute, of all accounts together. */
  perMinute: number;
  /** Calls of one account in a day (UTC), of all endpoints together. */
  perAccountAndDay: number;
}

export type DisplayQuota = ReturnType<typeof createDisplayQuota>;

/**
 * Counts the calls of the Display API together with every other process. TikTok does not say whether its 600 a minute
 * are counted for a token or for the app (developers.tiktok.com/doc/tiktok-api-v2-rate-limit): the narrower is kept to.
 */
export function createDisplayQuota({ db, limits }: { db: Database; limits: DisplayLimits }) {
  return {
    /**
     * Takes one call, before it is made. Raises {@link DisplayQuotaFullError}. Whoever takes from the same window waits
     * here until the one before has committed, so that never more are taken than there are.
     */
    async take(endpoint: DisplayEndpoint, accountId: string, now: Date): Promise<void> {
      await db.transaction(async (tx) => {
        const [window] = await tx
          .insert(displayWindows)
          .values({ endpoint })
          .onConflictDoUpdate({ target: displayWindows.endpoint, set: { endpoint: sql`excluded.endpoint` } })
          .returning();
        if (window?.blockedUntil && window.blockedUntil > now)
          throw new DisplayQuotaFullError(endpoint, window.blockedUntil);
        const oldest = new Date(now.getTime() - windowMs - marginMs);
        const ofEndpoint = eq(displayCalls.endpoint, endpoint);
        await tx.delete(displayCalls).where(and(ofEndpoint, lte(displayCalls.calledAt, oldest)));
        const [counted] = await tx
          .select({
            calls: sql<number>`count(*)::int`,
            first: sql<Date | null>`min(${displayCalls.calledAt})`.mapWith(displayCalls.calledAt),
          })
          .from(displayCalls)
          .where(ofEndpoint);
        if (counted && counted.calls >= limits.perMinute) {
          const first = counted.first ?? now;
          throw new DisplayQuotaFullError(endpoint, new Date(first.getTime() + windowMs + marginMs));
        }
        await tx.insert(displayCalls).values({ id: uuidv7(), endpoint, calledAt: now });

        const day = now.toISOString().slice(0, 10);
        const taken = await tx
          .insert(displayDays)
          .values({ accountId, day, calls: 1 })
          .onConflictDoUpdate({
            target: [displayDays.accountId, displayDays.day],
            set: { calls: sql`${displayDays.calls} + 1` },
            setWhere: lt(displayDays.calls, limits.perAccountAndDay),
          })
          .returning({ calls: displayDays.calls });
        if (taken.length === 0) {
          throw new DisplayQuotaFullError(endpoint, new Date(Math.ceil((now.getTime() + 1) / dayMs) * dayMs));
        }
      });
    },

    /** Takes TikTok's word that a window is full: whoever comes next waits without asking. */
    async block(endpoint: DisplayEndpoint, until: Date): Promise<void> {
      await db
        .insert(displayWindows)
        .values({ endpoint, blockedUntil: until })
        .onConflictDoUpdate({
          target: displayWindows.endpoint,
          set: { blockedUntil: sql`greatest(${displayWindows.blockedUntil}, excluded.blocked_until)` },
        });
    },

    /** Forgets the days that no longer count. */
    async forgetDaysBefore(now: Date): Promise<void> {
      const day = new Date(now.getTime() - dayMs).toISOString().slice(0, 10);
      await db.delete(displayDays).where(lt(displayDays.day, day));
    },
  };
}
