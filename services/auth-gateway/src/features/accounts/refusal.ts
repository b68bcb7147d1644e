import { DecryptionError } from '@postbus/encryption';
import { AppError, commonErrors } from '@postbus/service-kit';
import { TikTokError } from '@postbus/tiktok';
import { platformAppRefused, platformUnavailable, reauthRequired, tokenUnreadable } from '../../errors.ts';

/** Says in this service's terms why a platform gave no token; null stands for a failure that another caller met. */
export function refusalOf(error: unknown): AppError {
  if (error === null) return platformUnavailable();
  if (error instanceof AppError) return error;
  if (error instanceof DecryptionError) return tokenUnreadable({ cause: error });
  if (!(error instanceof TikTokError)) return commonErrors.internal({ cause: error });
  const details = { platformCode: error.code, platformMessage: error.message, logId: error.logId };
  switch (error.disposition) {
    case 'reauth':
      return reauthRequired({ details, cause: error });
    case 'retryNow':
    case 'retryAt':
      return platformUnavailable({
        details,
        cause: error,
        ...(error.retryAfterSeconds !== null && { retryAfterSeconds: error.retryAfterSeconds }),
      });
    default:
      return platformAppRefused({ details, cause: error });
  }
}
