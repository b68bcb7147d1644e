import { accountReauthRequired, accountRefreshed } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { outbox } from '@postbus/db/auth-gateway';
import type { Cipher } from '@postbus/encryption';
import { writeEvent } from '@postbus/events';
import type { AppError } from '@postbus/service-kit';
import type { RefreshedToken } from '@postbus/tiktok';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { type Account, accountEvent } from './account.ts';
import { sealTokens } from './account-tokens.ts';
import { afterFailure } from './refresh-schedule.ts';
import { changeAccount, lockForNewTokens, lockLeased, releaseLease } from './repository.ts';

const noLease = { leaseId: null, leaseExpiresAt: null };

export interface FailedRefresh {
  leaseId: string;
  origin: Origin;
  refusal: AppError;
}

/** How a refresh ends. Each way is one transaction that gives the lease back. */
export function createRefreshSettlement({
  db,
  cipher,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  clock: () => Date;
}) {
  /** Stores new tokens and says so. Returns null, and stores nothing, if the account has other tokens by now. */
  async function save(account: Account, tokens: RefreshedToken, origin: Origin): Promise<Account | null> {
    return db.transaction(async (tx) => {
      const locked = await lockForNewTokens(tx, account);
      if (!locked) return null;
      const now = clock();
      const sealed = sealTokens(cipher, account.id, tokens, now);
      const changed = await changeAccount(tx, account.id, {
        ...sealed,
        ...noLease,
        refreshTokenExpiresAt: sealed.refreshTokenExpiresAt ?? locked.refreshTokenExpiresAt,
        tokenVersion: locked.tokenVersion + 1,
        grantedScopes: tokens.grantedScopes ?? locked.grantedScopes,
        status: 'active',
        updatedAt: now,
      });
      await writeEvent(tx, outbox, accountEvent(accountRefreshed, changed, origin));
      await writeAudit(tx, {
        ...origin,
        action: 'account.refreshed',
        workspaceId: account.workspaceId,
        accountId: account.id,
        details: { tokenVersion: changed.tokenVersion },
      });
      return changed;
    });
  }

  /** Leaves the account as it was, for a later try. */
  async function leave(account: Account, { leaseId, origin, refusal }: FailedRefresh): Promise<void> {
    const { id, workspaceId } = account;
    const { code, retryAfterSeconds } = refusal;
    await db.transaction(async (tx) => {
      const schedule = afterFailure(account, { now: clock(), code, retryAfterSeconds });
      await releaseLease(tx, { id, leaseId }, schedule);
      await writeAudit(tx, {
        ...origin,
        action: 'account.refresh_failed',
        workspaceId,
        accountId: id,
        details: detailsOf(refusal),
      });
    });
  }

  /**
   * Gives the account up: the creator has to connect again. Returns false, and does nothing, if the lease has passed
   * on: the tokens may have been refused only because another process has used them.
   */
  async function giveUp(account: Account, { leaseId, origin, refusal }: FailedRefresh): Promise<boolean> {
    const { id, workspaceId } = account;
    return db.transaction(async (tx) => {
      if (!(await lockLeased(tx, id, leaseId))) return false;
      const now = clock();
      const change = {
        ...noLease,
        status: 'reauth_required',
        refreshDueAt: null,
        lastErrorCode: refusal.code,
        lastErrorAt: now,
        updatedAt: now,
      } as const;
      const changed = await changeAccount(tx, id, change);
      await writeEvent(tx, outbox, accountEvent(accountReauthRequired, changed, origin));
      await writeAudit(tx, {
        ...origin,
        action: 'account.reauth_required',
        workspaceId,
        accountId: id,
        details: detailsOf(refusal),
      });
      return true;
    });
  }

  return { save, leave, giveUp };
}

/** For the audit log. */
const detailsOf = ({ code, details: reason }: AppError) => ({ code, reason });
