import { TikTokError } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import { judgeFailure } from '../publishing/judge-failure.ts';

/** What TikTok or auth-gateway answered to a question that a client waits for, as an error of this service. */
export function raisePlatformError(error: unknown): never {
  const verdict = judgeFailure(error);
  const { code, message, retryable } = verdict.failure;
  const details = { code, message, ...(error instanceof TikTokError && { logId: error.logId }) };
  if (!retryable) throw errors.platformRefused({ details, cause: error });
  const delayMs = verdict.kind === 'wait' ? verdict.delayMs : undefined;
  throw errors.platformBusy({
    details,
    cause: error,
    ...(delayMs !== undefined && { retryAfterSeconds: delayMs / 1000 }),
  });
}
