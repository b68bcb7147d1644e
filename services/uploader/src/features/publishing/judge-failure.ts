import { PostbusApiError } from '@postbus/sdk';
import { AppError } from '@postbus/service-kit';
import { TikTokError } from '@postbus/tiktok';
import type { Failure } from '../publications/state.ts';
import { QuotaFullError } from '../quotas/quota-full-error.ts';
import { windowDelayMs } from './backoff.ts';

/**
 * What follows from a step's error: wait and try again, or the end. Without `delayMs` the pause grows with each failure;
 * a patient one waits however long it takes.
 */
export type Verdict =
  | { kind: 'wait'; delayMs?: number; isPatient?: true; failure: Failure }
  | { kind: 'fail'; failure: Failure };

/**
 * Judges an error of a step: TikTok's by the table of its client, auth-gateway's by what it says itself. What nobody knows is
 * waited out: a post must not be lost over a defect or an outage of our own.
 */
export function judgeFailure(error: unknown): Verdict {
  if (error instanceof TikTokError) return judgeTikTok(error);
  if (error instanceof PostbusApiError) {
    const { code, message, retryable } = error;
    return { kind: retryable ? 'wait' : 'fail', failure: { code, message, logId: null, retryable } };
  }
  if (error instanceof QuotaFullError) {
    const { code, message, waitMs } = error;
    const failure = { code, message, logId: null, retryable: true };
    return { kind: 'wait', delayMs: waitMs, isPatient: true, failure };
  }
  if (error instanceof AppError) {
    const { code, message, retry } = error;
    const retryable = retry === 'later';
    return { kind: retryable ? 'wait' : 'fail', failure: { code, message, logId: null, retryable } };
  }
  return { kind: 'wait', failure: unexpected };
}

function judgeTikTok(error: TikTokError): Verdict {
  const { code, message, logId, disposition, retryAfterSeconds } = error;
  const failure = {
    code,
    message,
    logId,
    retryable: disposition !== 'final' && disposition !== 'userAction',
  };
  if (disposition === 'retryNow') return { kind: 'wait', failure };
  if (disposition === 'retryAt') return { kind: 'wait', delayMs: windowDelayMs(retryAfterSeconds), failure };
  return { kind: 'fail', failure };
}

// Never the error's own words: they may hold anything. The log has them.
const unexpected: Failure = {
  code: 'internal_error',
  message: 'something went wrong here',
  logId: null,
  retryable: true,
};
