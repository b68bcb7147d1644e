import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import type { Logger } from '@postbus/service-kit';
import type { RefreshedToken } from '@postbus/tiktok';
import { v7 as uuidv7 } from 'uuid';
import { accountNotFound, reauthRequired, refreshInProgress } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import type { Origin } from '../audit/repository.ts';
import { type Account, assertActive } from './account.ts';
import { openRefreshToken } from './account-tokens.ts';
import type { AccountPlatform } from './platform.ts';
import { refusalOf } from './refusal.ts';
import { type AccountKey, findAccount, takeLease } from './repository.ts';
import { createRefreshSettlement } from './settle-refresh.ts';

/** Longer than the platform may take to answer, short enough to wait for after a crash. */
const leaseSeconds = 20;
const followMs = 25_000;
const pollMs = 50;
/** A rotated refresh token exists only in this process until it is saved, so saving is tried again. */
const saveRetryDelaysMs = [100, 500, 2_000];

export interface RefresherDependencies {
  db: Database;
  cipher: Cipher;
  platform: AccountPlatform;
  metrics: Metrics;
  logger: Logger;
  clock: () => Date;
}

export type RefreshAccount = ReturnType<typeof createAccountRefresher>;

export function createAccountRefresher({
  db,
  cipher,
  platform,
  metrics,
  logger,
  clock,
}: RefresherDependencies) {
  const settlement = createRefreshSettlement({ db, cipher, clock });

  /**
   * Gets new tokens for an account and returns it with them. Each version of the tokens is refreshed once, whatever
   * the number of callers and processes: one takes a lease in the row, the others wait until the version changes.
   * With `seenTokenVersion`, nothing happens if the tokens are newer than that already.
   *
   * Raises `account_not_found`, `reauth_required` (only if the platform refused the refresh token), `platform_unavailable`
   * and `platform_app_refused` (the account stays active), `refresh_in_progress`.
   */
  return async function refreshAccount(
    key: AccountKey,
    origin: Origin,
    seenTokenVersion?: number,
  ): Promise<Account> {
    const account = await find(key);
    if (seenTokenVersion !== undefined && account.tokenVersion !== seenTokenVersion) return account;
    const leaseId = uuidv7();
    const leased = await takeLease(db, account, { leaseId, seconds: leaseSeconds });
    return leased ? lead(leased, leaseId, origin) : follow(account, origin);
  };

  async function find(key: AccountKey): Promise<Account> {
    const account = await findAccount(db, key);
    if (!account) throw accountNotFound();
    assertActive(account);
    return account;
  }

  async function follow(seen: Account, origin: Origin): Promise<Account> {
    const deadline = performance.now() + followMs;
    let leader: string | null = null;
    while (performance.now() < deadline) {
      const account = await find(keyOf(seen));
      if (account.tokenVersion !== seen.tokenVersion) return account;
      leader ??= account.leaseId;
      // The lease was given back and nothing is new: the platform failed just now, so it is not asked again at once.
      if (leader === null || account.leaseId !== leader) throw refusalOf(null);
      // This succeeds only when the lease has run out, because its process died.
      const leaseId = uuidv7();
      const leased = await takeLease(db, account, { leaseId, seconds: leaseSeconds });
      if (leased) return lead(leased, leaseId, origin);
      await pause(pollMs);
    }
    throw refreshInProgress();
  }

  async function lead(account: Account, leaseId: string, origin: Origin): Promise<Account> {
    let tokens: RefreshedToken;
    try {
      tokens = await platform.refresh(account, openRefreshToken(cipher, account));
    } catch (error) {
      return fail(account, { leaseId, error, origin });
    }
    const saved = await saveWithRetries(account, tokens, origin);
    return saved ?? find(keyOf(account));
  }

  async function saveWithRetries(account: Account, tokens: RefreshedToken, origin: Origin) {
    for (const delayMs of saveRetryDelaysMs) {
      try {
        return await settlement.save(account, tokens, origin);
      } catch (error) {
        logger.warn({ err: error, accountId: account.id }, 'could not save refreshed tokens, trying again');
        await pause(delayMs);
      }
    }
    return settlement.save(account, tokens, origin);
  }

  /** Only a refusal of the refresh token itself ends the account; anything else leaves it as it was. */
  async function fail(
    account: Account,
    { leaseId, error, origin }: { leaseId: string; error: unknown; origin: Origin },
  ): Promise<Account> {
    const refusal = refusalOf(error);
    metrics.tokenRefreshFailures.inc({ platform: account.platform, reason: refusal.code });
    const failed = { leaseId, origin, refusal };
    if (refusal.code !== reauthRequired().code) {
      await settlement.leave(account, failed);
      throw refusal;
    }
    if (await settlement.giveUp(account, failed)) throw refusal;
    return find(keyOf(account));
  }
}

const keyOf = ({ workspaceId, id }: Account): AccountKey => ({ workspaceId, accountId: id });
