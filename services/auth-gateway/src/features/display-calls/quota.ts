import type { Database } from '@postbus/db';
import type { DisplayEndpoint } from '@postbus/db/auth-gateway';
import { accountNotFound, quotaFull } from '../../errors.ts';
import { type AccountKey, findAccount } from '../accounts/repository.ts';
import { blockWindow, insertCall, lockWindow, takeOfDay, untilFree, type WindowKey } from './repository.ts';

const windowMs = 60_000;

/**
 * A call has to be over so soon after it was asked for. TikTok counts it when it comes, so it counts here for that much
 * longer than for TikTok: no clock has to agree with another, and one that was never made is forgotten.
 */
export const callWithinMs = 20_000;

/** What is believed of TikTok's word about a full window if it does not say until when. */
const defaultBlockMs = windowMs;

export interface DisplayLimits {
  /** Calls of each endpoint with tokens of one platform app in any minute. */
  perMinute: number;
  /** Calls for one account in a day (UTC), of all endpoints together. */
  perAccountAndDay: number;
}

export type DisplayQuota = ReturnType<typeof createDisplayQuota>;

/**
 * Counts the calls of the Display API of everybody who has tokens from here, together with every other replica. TikTok does
 * not say whether its 600 a minute are counted for a token or for the app
 * (developers.tiktok.com/doc/tiktok-api-v2-rate-limit): the narrower is kept to.
 */
export function createDisplayQuota({ db, limits }: { db: Database; limits: DisplayLimits }) {
  /**
   * Takes one, before the call is made. Who takes from the same window waits here until the one before has committed, so that
   * never more are taken than there are.
   */
  async function takeOne(key: WindowKey, { accountId, leave = 0 }: { accountId?: string; leave?: number }) {
    const limit = Math.max(1, limits.perMinute - leave);
    const waitMs = await db.transaction(async (tx) => {
      const fullMs = (await lockWindow(tx, key)) || (await untilFree(tx, key, limit));
      if (fullMs > 0) return fullMs;
      const dayMs = accountId === undefined ? 0 : await takeOfDay(tx, accountId, limits.perAccountAndDay);
      if (dayMs === 0) await insertCall(tx, key, windowMs + callWithinMs);
      return dayMs;
    });
    if (waitMs > 0)
      throw quotaFull({ details: { endpoint: key.endpoint }, retryAfterSeconds: waitMs / 1000 });
  }

  const windowOf = async (account: AccountKey, endpoint: DisplayEndpoint): Promise<WindowKey> => {
    const found = await findAccount(db, account);
    if (!found) throw accountNotFound();
    return { clientKey: found.clientKey, endpoint };
  };

  return {
    /**
     * Takes one call for an account, if `leave` others are left for those who come after. It has to be over within
     * {@link callWithinMs}. Raises `quota_full` with the time to wait, and `account_not_found`.
     */
    async take(account: AccountKey, endpoint: DisplayEndpoint, leave = 0): Promise<void> {
      await takeOne(await windowOf(account, endpoint), { accountId: account.accountId, leave });
    },

    /** The same for a token that belongs to no account yet. */
    takeForApp: (clientKey: string, endpoint: DisplayEndpoint): Promise<void> =>
      takeOne({ clientKey, endpoint }, {}),

    /** Takes TikTok's word that a window is full: whoever comes next waits without asking it. */
    async block(account: AccountKey, endpoint: DisplayEndpoint, forMs = defaultBlockMs): Promise<void> {
      await blockWindow(db, await windowOf(account, endpoint), forMs);
    },
  };
}
