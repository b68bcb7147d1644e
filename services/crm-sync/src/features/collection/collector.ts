import { PostbusApiError } from '@postbus/sdk';
import type { Logger } from '@postbus/service-kit';
import { TikTokError } from '@postbus/tiktok';
import { v7 as uuidv7 } from 'uuid';
import type { TikTokDisplay } from '../../integrations/tiktok-display.ts';
import { collectAccount, type PassDependencies } from './collect-account.ts';
import { failureDelayMs, reauthDelayMs } from './intervals.ts';
import { type Collection, claimDue, LeaseLostError, release } from './repository.ts';

export interface CollectorDependencies extends PassDependencies {
  display: TikTokDisplay;
  logger: Logger;
  /** Counts what came of a pass: `ok`, `interrupted`, or the code of the failure. */
  onPass?: (outcome: string) => void;
}

/** What becomes of an account after a pass. */
interface Outcome {
  /** Null: when the first thing of it is due. */
  dueAt: Date | null;
  failures: number;
  lastError: string | null;
}

/** Answers of auth-gateway that only the creator can change. */
const needsCreator = new Set([
  'reauth_required',
  'account_revoked',
  'account_disconnected',
  'account_not_found',
]);

/** Collects the figures of accounts that are due. Several collectors may run, in several processes. */
export function createCollector(dependencies: CollectorDependencies) {
  const { db, clock, random, leaseMs, display, logger, onPass = () => {} } = dependencies;

  /** One pass over the account that is due for the longest time. False if none is. */
  async function collectNext(signal: AbortSignal): Promise<boolean> {
    const now = new Date(clock());
    const leaseId = uuidv7();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const claimed = await claimDue(db, { leaseId, now, leaseUntil });
    if (!claimed) return false;
    const { accountId, workspaceId } = claimed;
    const lease = { accountId, leaseId };
    const correlationId = `collect-${leaseId}`;
    try {
      const hasMore = await collectAccount(dependencies, {
        lease,
        display: display.lookAt({ workspaceId, accountId, correlationId }),
        cause: { correlationId },
        signal,
      });
      onPass(signal.aborted ? 'interrupted' : 'ok');
      const dueAt = hasMore ? new Date(clock()) : null;
      await release(db, lease, { dueAt, failures: 0, lastError: null });
    } catch (error) {
      if (error instanceof LeaseLostError) return true;
      const outcome = afterFailure(error, claimed);
      // Not ours to judge, such as a database that is away: the lease ends by itself and the schedule stands.
      if (!outcome) throw error;
      onPass(outcome.lastError ?? 'quota_full');
      logger.info({ accountId, correlationId, ...outcome }, 'an account waits for its figures');
      await release(db, lease, outcome);
    }
    return true;
  }

  function afterFailure(error: unknown, { failures }: Collection): Outcome | null {
    const now = clock();
    const inMs = (ms: number) => new Date(now + ms);
    const next = failures + 1;
    if (error instanceof TikTokError) {
      const { code: lastError, disposition, retryAfterSeconds } = error;
      // The window is blocked for everybody; that says nothing about this account.
      if (disposition === 'retryAt')
        return { dueAt: inMs((retryAfterSeconds ?? 60) * 1000), failures, lastError: null };
      if (disposition === 'reauth') return { dueAt: inMs(reauthDelayMs), failures: next, lastError };
      return { dueAt: inMs(failureDelayMs(next, random)), failures: next, lastError };
    }
    if (error instanceof PostbusApiError) {
      const { code: lastError, retryAfterSeconds = 0 } = error;
      if (lastError === 'quota_full')
        return { dueAt: inMs((retryAfterSeconds || 60) * 1000), failures, lastError: null };
      if (needsCreator.has(lastError)) return { dueAt: inMs(reauthDelayMs), failures: next, lastError };
      const delayMs = Math.max(retryAfterSeconds * 1000, failureDelayMs(next, random));
      return { dueAt: inMs(delayMs), failures: next, lastError };
    }
    return null;
  }

  return { collectNext };
}
export type Collector = ReturnType<typeof createCollector>;
