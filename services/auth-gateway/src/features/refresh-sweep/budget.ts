import type { Database } from '@postbus/db';
import { rateLimits } from '@postbus/db/auth-gateway';
import { eq } from 'drizzle-orm';

const key = 'token-refresh sweep';
const windowMs = 10_000;
/** A minute touches at most this many windows. */
const windowsInAnyMinute = 60_000 / windowMs + 1;

/** How many refreshes the sweeps of all replicas may begin together. */
export interface RefreshBudget {
  /** Takes up to `wanted` from the present window. Returns how many it got: 0 when the window is used up. */
  take(wanted: number): Promise<number>;
  /** How long a window is. */
  windowMs: number;
}

/** Any 60 seconds see at most `perMinute` refreshes, however many replicas sweep. */
export function createRefreshBudget(db: Database, perMinute: number, clock: () => Date): RefreshBudget {
  const perWindow = Math.max(1, Math.floor(perMinute / windowsInAnyMinute));
  return {
    windowMs,
    take: (wanted) =>
      db.transaction(async (tx) => {
        const now = clock();
        await tx.insert(rateLimits).values({ key, hits: 0, endsAt: now }).onConflictDoNothing();
        const [window] = await tx.select().from(rateLimits).where(eq(rateLimits.key, key)).for('update');
        const present = window && window.endsAt > now ? window : null;
        const used = present?.hits ?? 0;
        const granted = Math.max(0, Math.min(wanted, perWindow - used));
        if (granted === 0) return 0;
        const endsAt = present?.endsAt ?? new Date(now.getTime() + windowMs);
        await tx
          .update(rateLimits)
          .set({ hits: used + granted, endsAt })
          .where(eq(rateLimits.key, key));
        return granted;
      }),
  };
}
