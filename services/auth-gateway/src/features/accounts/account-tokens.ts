import type { Cipher } from '@postbus/encryption';
import { placeIn } from '../../encrypted-columns.ts';
import type { Account } from './account.ts';
import { afterSuccess, type RefreshSchedule } from './refresh-schedule.ts';

/** The columns that hold the tokens of an account. */
export type TokenColumns = Pick<
  Account,
  'accessTokenEncrypted' | 'accessTokenExpiresAt' | 'refreshTokenEncrypted' | 'refreshTokenExpiresAt'
> &
  RefreshSchedule;

/** Tokens as a platform gave them. */
export interface FreshTokens {
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  /** Null: not said. */
  refreshExpiresInSeconds: number | null;
}

/** What an account without tokens has in their place. */
export const noTokens: TokenColumns = {
  accessTokenEncrypted: null,
  accessTokenExpiresAt: null,
  refreshTokenEncrypted: null,
  refreshTokenExpiresAt: null,
  refreshDueAt: null,
  refreshFailures: 0,
  lastErrorCode: null,
  lastErrorAt: null,
};

/** Encrypts tokens for the row of one account; in another row they do not open. */
export function sealTokens(cipher: Cipher, accountId: string, tokens: FreshTokens, now: Date): TokenColumns {
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  return {
    accessTokenEncrypted: cipher.encrypt(tokens.accessToken, placeIn('accessToken', accountId)),
    accessTokenExpiresAt: after(tokens.expiresInSeconds),
    refreshTokenEncrypted: cipher.encrypt(tokens.refreshToken, placeIn('refreshToken', accountId)),
    refreshTokenExpiresAt:
      tokens.refreshExpiresInSeconds === null ? null : after(tokens.refreshExpiresInSeconds),
    ...afterSuccess(now, tokens.expiresInSeconds),
  };
}

/** Returns the access token, or null if the account has none. */
export const openAccessToken = (
  cipher: Cipher,
  { id, accessTokenEncrypted }: Pick<Account, 'id' | 'accessTokenEncrypted'>,
): string | null => accessTokenEncrypted && cipher.decrypt(accessTokenEncrypted, placeIn('accessToken', id));

/** Returns the refresh token, or null if the account has none. */
export const openRefreshToken = (
  cipher: Cipher,
  { id, refreshTokenEncrypted }: Pick<Account, 'id' | 'refreshTokenEncrypted'>,
): string | null =>
  refreshTokenEncrypted && cipher.decrypt(refreshTokenEncrypted, placeIn('refreshToken', id));
