import type { Account } from './account.ts';

/** A token of 24 hours is refreshed after about 19: time enough for the platform to be away for hours. */
const shareOfLifetime = 0.8;
/** Accounts that were connected together are not refreshed together. */
const jitter = 0.1;

const firstBackoffMs = 30_000;
const longestBackoffMs = 30 * 60_000;

export type RefreshSchedule = Pick<
  Account,
  'refreshDueAt' | 'refreshFailures' | 'lastErrorCode' | 'lastErrorAt'
>;

/** A number from 0 to under 1. */
export type Random = () => number;

/** When new tokens are refreshed. */
export const afterSuccess = (
  now: Date,
  lifetimeSeconds: number,
  random: Random = Math.random,
): RefreshSchedule => ({
  refreshDueAt: later(now, lifetimeSeconds * 1000 * (shareOfLifetime + jitter * (random() - 0.5))),
  refreshFailures: 0,
  lastErrorCode: null,
  lastErrorAt: null,
});

/**
 * When a refresh that failed for a passing reason is tried again: after 30 s, 1, 2, 4 … at most 30 minutes, half of it
 * at random, and not before the platform wants.
 */
export function afterFailure(
  { refreshFailures }: Pick<Account, 'refreshFailures'>,
  failure: { now: Date; code: string; retryAfterSeconds: number | undefined },
  random: Random = Math.random,
): RefreshSchedule {
  const { now, code, retryAfterSeconds = 0 } = failure;
  const full = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(refreshFailures, 20));
  const waitMs = Math.max((full / 2) * (1 + random()), retryAfterSeconds * 1000);
  return {
    refreshDueAt: later(now, waitMs),
    refreshFailures: refreshFailures + 1,
    lastErrorCode: code,
    lastErrorAt: now,
  };
}

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
