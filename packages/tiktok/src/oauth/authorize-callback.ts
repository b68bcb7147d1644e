import { clientError, invalidField } from '../errors/tiktok-error.ts';
import { readScopes } from './scopes.ts';

/** What TikTok sends back with the creator's browser. */
export type AuthorizeCallback =
  | {
      outcome: 'granted';
      /** Decoded, ready for `exchangeCode`. Works once. */
      code: string;
      /** What the creator granted, which may be less than was asked for. */
      grantedScopes: string[];
    }
  | {
      outcome: 'refused';
      /** `access_denied`, `unauthorized_client`, … */
      error: string;
      /** Not documented; seen beside `error`: `client_key`, `non_sandbox_target`, … */
      errorType: string | null;
      errorDescription: string | null;
    };

/**
 * Reads the redirect back from the consent page: its URL, or its query. Raises `state_mismatch` unless the state is the one
 * that was sent, and `callback_incomplete` if there is neither a code nor an error.
 * Source: developers.tiktok.com/doc/login-kit-web
 */
export function parseAuthorizeCallback(
  callback: string | URL | URLSearchParams,
  { state }: { state: string },
): AuthorizeCallback {
  if (state === '') throw invalidField('state', 'is empty');
  const query = queryOf(callback);
  // Before anything else: what comes with another state belongs to somebody else's sign-in.
  if (query.get('state') !== state) {
    throw clientError('state_mismatch', 'the state of the callback is not the one that was sent');
  }
  const error = query.get('error');
  if (error) {
    const [errorType, errorDescription] = [query.get('error_type'), query.get('error_description')];
    return { outcome: 'refused', error, errorType, errorDescription };
  }
  const code = query.get('code');
  if (!code) throw clientError('callback_incomplete', 'the callback has neither a code nor an error');
  return { outcome: 'granted', code, grantedScopes: readScopes(query.get('scopes')) };
}

function queryOf(callback: string | URL | URLSearchParams): URLSearchParams {
  if (callback instanceof URLSearchParams) return callback;
  if (callback instanceof URL) return callback.searchParams;
  return URL.parse(callback)?.searchParams ?? new URLSearchParams(callback);
}
