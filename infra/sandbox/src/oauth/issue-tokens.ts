import { createAccessToken, createRefreshToken, openIdOf } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { RefreshToken } from '../state/tokens.ts';

/** Whom a pair of tokens is for. */
interface Subject {
  clientKey: string;
  username: string;
  scopes: string[];
}

type Parts = Pick<Sandbox, 'store' | 'clock'>;

/** Issues the first pair after a consent; the refresh token lives 365 days from now. */
export function issueTokens({ store, clock }: Parts, subject: Subject): Record<string, unknown> {
  const expiresAt = clock.now() + store.settings.refreshTokenSeconds * 1000;
  return issuePair({ store, clock }, storeRefreshToken({ store }, subject, expiresAt));
}

/** Issues a new access token for a refresh token, and a new refresh token where rotation is on. */
export function renewTokens({ store, clock }: Parts, present: RefreshToken): Record<string, unknown> {
  if (!store.settings.refreshTokenRotation) return issuePair({ store, clock }, present);
  const { expiresAt } = present;
  const graceMs = store.settings.refreshTokenGraceSeconds * 1000;
  if (graceMs > 0) present.expiresAt = Math.min(expiresAt, clock.now() + graceMs);
  else store.refreshTokens.delete(present.token);
  return issuePair({ store, clock }, storeRefreshToken({ store }, present, expiresAt));
}

function storeRefreshToken(
  { store }: Pick<Sandbox, 'store'>,
  { clientKey, username, scopes }: Subject,
  expiresAt: number,
): RefreshToken {
  const token = createRefreshToken();
  const openId = openIdOf(clientKey, username);
  const refreshToken = { token, clientKey, username, openId, scopes, expiresAt };
  store.refreshTokens.set(token, refreshToken);
  return refreshToken;
}

/** An access token beside the given refresh token, as the flat answer of reference 2.1. */
function issuePair({ store, clock }: Parts, refreshToken: RefreshToken): Record<string, unknown> {
  const { clientKey, username, openId, scopes } = refreshToken;
  const token = createAccessToken();
  const lifetime = store.settings.accessTokenSeconds;
  const expiresAt = clock.now() + lifetime * 1000;
  store.accessTokens.set(token, { token, clientKey, username, openId, scopes, expiresAt, windows: {} });
  return {
    access_token: token,
    expires_in: lifetime,
    open_id: openId,
    refresh_expires_in: Math.round((refreshToken.expiresAt - clock.now()) / 1000),
    refresh_token: refreshToken.token,
    scope: scopes.join(','),
    token_type: 'Bearer',
  };
}
