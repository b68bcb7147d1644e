import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import type { Logger } from '@postbus/service-kit';
import { accountNotFound } from '../../errors.ts';
import type { Origin } from '../audit/repository.ts';
import type { Account } from './account.ts';
import { openAccessToken } from './account-tokens.ts';
import { endAccount } from './end-account.ts';
import type { AccountPlatform } from './platform.ts';
import { refusalOf } from './refusal.ts';
import { type AccountKey, findAccount, lockAccount } from './repository.ts';

export type DisconnectAccount = ReturnType<typeof createAccountDisconnecter>;

export function createAccountDisconnecter({
  db,
  cipher,
  platform,
  logger,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  platform: AccountPlatform;
  logger: Logger;
  clock: () => Date;
}) {
  /** Ends the grant at the platform if it can be reached, and the account here in any case. Raises `account_not_found`. */
  return async function disconnectAccount(key: AccountKey, origin: Origin): Promise<Account> {
    const account = await findAccount(db, key);
    if (!account) throw accountNotFound();
    const revokedAtPlatform = await revoke(account);
    return db.transaction(async (tx) => {
      const locked = await lockAccount(tx, key);
      if (!locked) throw accountNotFound();
      const details = { revokedAtPlatform };
      return endAccount(tx, locked, { status: 'disconnected', now: clock(), origin, details });
    });
  };

  async function revoke(account: Account): Promise<boolean> {
    try {
      const accessToken = openAccessToken(cipher, account);
      if (accessToken === null) return false;
      await platform.revoke(account.clientKey, accessToken);
      return true;
    } catch (error) {
      const { code, details } = refusalOf(error);
      logger.warn({ accountId: account.id, reason: code, details }, 'could not revoke at the platform');
      return false;
    }
  }
}
