import { authorizationRefused, callbackIncomplete, userDenied } from '../../errors.ts';

/** The query of the callback, as far as it is known. Source: developers.tiktok.com/doc/login-kit-web */
export interface CallbackAnswer {
  code?: string;
  state?: string;
  error?: string;
  /** Not documented; seen beside `error`. */
  error_type?: string;
}

/** The platform's words go into the audit log; whoever opens the callback can write anything there. */
const maxWordLength = 64;

/** Lets an answer through that carries a code. Raises `user_denied`, `authorization_refused`, `callback_incomplete`. */
export function assertGranted({ code, error, error_type: errorType }: CallbackAnswer): void {
  if (error) {
    const details = { platformCode: shorten(error), ...(errorType && { platformType: shorten(errorType) }) };
    // TikTok says access_denied too when a sandbox app meets an account that is not its target user.
    throw error === 'access_denied' && !errorType
      ? userDenied({ details })
      : authorizationRefused({ details });
  }
  if (!code) throw callbackIncomplete();
}

const shorten = (text: string) => text.slice(0, maxWordLength);
