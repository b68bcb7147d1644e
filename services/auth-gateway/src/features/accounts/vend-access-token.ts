import type { AccessToken } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type Cipher, DecryptionError } from '@postbus/encryption';
import { accountNotFound, platformUnavailable, tokenUnreadable } from '../../errors.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { openAccessToken } from './account-tokens.ts';
import { createVendingReader, type TokenUse, type VendingRow } from './read-for-vending.ts';
import type { RefreshAccount } from './refresh-account.ts';
import type { AccountKey } from './repository.ts';

/** A token that ends sooner is refreshed first: what it is wanted for takes a while. */
const comfortableMs = 10 * 60_000;
/** When it cannot be refreshed, one that is good for this long still helps. */
const minimumMs = 30_000;

/** An access token, and which version of the account's tokens it is. */
export type VendedToken = AccessToken & { tokenVersion: number };

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
  const readForVending = createVendingReader(db);

  /**
   * Returns an access token, refreshed first if it is about to expire. It is in the audit log before it is given away.
   * One that does not open is replaced by a new one, if the refresh token opens. Raises what refreshing raises,
   * `account_revoked` and `account_disconnected`.
   */
  return async function vendAccessToken(
    key: AccountKey,
    origin: Origin,
    use: TokenUse = { action: 'access_token.vended' },
  ): Promise<VendedToken> {
    const first = await read(key, comfortableMs, { origin, use });
    if (first.token) return first.token;

    let refusal: unknown = null;
    try {
      await refreshAccount(key, origin, first.tokenVersion);
    } catch (error) {
      refusal = error;
    }
    const second = await read(key, refusal === null ? 0 : minimumMs, { origin, use });
    if (second.token) return second.token;
    throw refusal ?? (second.isUnreadable ? tokenUnreadable() : platformUnavailable());
  };

  async function read(
    key: AccountKey,
    validForMs: number,
    { origin, use }: { origin: Origin; use: TokenUse },
  ) {
    const usableUntil = new Date(clock().getTime() + validForMs);
    const row = await readForVending({ ...key, usableUntil, origin, use });
    if (!row) throw accountNotFound();
    const { tokenVersion } = row;
    const opened = row.vended ? await open(row, key, origin) : null;
    if (opened === null) return { token: null, tokenVersion, isUnreadable: row.vended };
    const { openId, grantedScopes } = row;
    const token: VendedToken = {
      accessToken: opened,
      expiresAt: row.expiresAt.toISOString(),
      openId,
      grantedScopes,
      tokenVersion,
    };
    return { token, tokenVersion, isUnreadable: false };
  }

  /** Null if the ciphertext does not open; then the audit log says so. */
  async function open(row: VendingRow, { workspaceId, accountId }: AccountKey, origin: Origin) {
    try {
      return openAccessToken(cipher, row);
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      const details = { reason: error.code, tokenVersion: row.tokenVersion };
      await writeAudit(db, { ...origin, action: 'access_token.unreadable', workspaceId, accountId, details });
      return null;
    }
  }
}
