import type { AccessToken } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { accountNotFound, platformUnavailable } from '../../errors.ts';
import type { Origin } from '../audit/repository.ts';
import { openAccessToken } from './account-tokens.ts';
import { readForVending } from './read-for-vending.ts';
import type { RefreshAccount } from './refresh-account.ts';
import type { AccountKey } from './repository.ts';

/** A token that ends sooner is refreshed first: what it is wanted for takes a while. */
const comfortableMs = 10 * 60_000;
/** When it cannot be refreshed, one that is good for this long still helps. */
const minimumMs = 30_000;

export type VendAccessToken = ReturnType<typeof createTokenVendor>;

export function createTokenVendor({
  db,
  cipher,
  refreshAccount,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  refreshAccount: RefreshAccount;
  clock: () => Date;
}) {
  /**
   * Returns an access token, refreshed first if it is about to expire. It is in the audit log before it is given away.
   * Raises what refreshing raises, `account_revoked` and `account_disconnected`.
   */
  return async function vendAccessToken(key: AccountKey, origin: Origin): Promise<AccessToken> {
    const first = await read(key, comfortableMs, origin);
    if (first.token) return first.token;

    let refusal: unknown = null;
    try {
      await refreshAccount(key, origin, first.tokenVersion);
    } catch (error) {
      refusal = error;
    }
    const second = await read(key, refusal === null ? 0 : minimumMs, origin);
    if (second.token) return second.token;
    throw refusal ?? platformUnavailable();
  };

  async function read(key: AccountKey, validForMs: number, origin: Origin) {
    const usableUntil = new Date(clock().getTime() + validForMs);
    const row = await readForVending(db, key, { usableUntil, origin });
    if (!row) throw accountNotFound();
    const accessToken = row.vended ? openAccessToken(cipher, row) : null;
    if (accessToken === null) return { token: null, tokenVersion: row.tokenVersion };
    const { openId, grantedScopes } = row;
    const token: AccessToken = { accessToken, expiresAt: row.expiresAt.toISOString(), openId, grantedScopes };
    return { token, tokenVersion: row.tokenVersion };
  }
}
