import type { Database } from '@postbus/db';
import { AppError, type Logger } from '@postbus/service-kit';
import { reauthRequired } from '../../errors.ts';
import type { RefreshAccount } from '../accounts/refresh-account.ts';
import type { Origin } from '../audit/repository.ts';
import type { RefreshBudget } from './budget.ts';
import { type DueAccount, listDueAccounts } from './repository.ts';

/** Refreshes under way at a time. */
const concurrency = 10;

export interface SweepOutcome {
  /** Accounts that this sweep took up. */
  due: number;
  refreshed: number;
  /** For a passing reason; they are due again later. */
  failed: number;
  reauthRequired: number;
}

export type Sweep = ReturnType<typeof createSweep>;

export function createSweep({
  db,
  refreshAccount,
  budget,
  logger,
  clock,
}: {
  db: Database;
  refreshAccount: RefreshAccount;
  budget: RefreshBudget;
  logger: Logger;
  clock: () => Date;
}) {
  /**
   * Refreshes the tokens that are due, each account once, as many as the present window of the budget allows.
   * `isUsedUp` tells that more may be due. Several sweeps may run at the same time.
   */
  return async function sweep(origin: Origin): Promise<SweepOutcome & { isUsedUp: boolean }> {
    const outcome = { due: 0, refreshed: 0, failed: 0, reauthRequired: 0 };
    let after: DueAccount | undefined;
    for (;;) {
      const granted = await budget.take(concurrency);
      if (granted === 0) return { ...outcome, isUsedUp: true };
      const due = await listDueAccounts(db, { now: clock(), after, limit: granted });
      outcome.due += due.length;
      const results = await Promise.all(due.map((account) => refresh(account, origin)));
      for (const result of results) outcome[result] += 1;
      if (due.length < granted) return { ...outcome, isUsedUp: false };
      after = due.at(-1);
    }
  };

  async function refresh(
    { accountId, workspaceId, tokenVersion }: DueAccount,
    origin: Origin,
  ): Promise<'refreshed' | 'failed' | 'reauthRequired'> {
    try {
      await refreshAccount({ workspaceId, accountId }, origin, tokenVersion);
      return 'refreshed';
    } catch (error) {
      if (error instanceof AppError && error.code === reauthRequired().code) return 'reauthRequired';
      // One account must not end the sweep for the others.
      const reason = error instanceof AppError ? { reason: error.code } : { err: error };
      logger.warn({ accountId, ...reason }, 'could not refresh a token that is due');
      return 'failed';
    }
  }
}
