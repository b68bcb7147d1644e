import type { Database } from '@postbus/db';
import { type Cipher, DecryptionError } from '@postbus/encryption';
import { accountNotFound } from '../../errors.ts';
import type { Origin } from '../audit/repository.ts';
import { planRevocation } from '../revocations/plan-revocation.ts';
import type { Account } from './account.ts';
import { openAccessToken, openRefreshToken } from './account-tokens.ts';
import { endAccount } from './end-account.ts';
import { type AccountKey, lockAccount } from './repository.ts';

export type DisconnectAccount = ReturnType<typeof createAccountDisconnecter>;

export function createAccountDisconnecter({
  db,
  cipher,
  onRevocation,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  /** Called when there is a grant to be ended at the platform. */
  onRevocation: () => void;
  clock: () => Date;
}) {
  /**
   * Ends the account here, and writes down that the grant is to be ended at the platform, which is not waited for.
   * Raises `account_not_found`.
   */
  return async function disconnectAccount(key: AccountKey, origin: Origin): Promise<Account> {
    const disconnected = await db.transaction(async (tx) => {
      const account = await lockAccount(tx, key);
      if (!account) throw accountNotFound();
      const now = clock();
      const tokens = account.status === 'active' ? open(account) : null;
      if (tokens) {
        const { workspaceId, accountId } = key;
        const { platform, clientKey, openId } = account;
        await planRevocation(
          tx,
          { cipher, now },
          { workspaceId, accountId, platform, clientKey, openId, ...tokens },
        );
      }
      return endAccount(tx, account, {
        status: 'disconnected',
        now,
        origin,
        details: { revokesAtPlatform: tokens !== null },
      });
    });
    onRevocation();
    return disconnected;
  };

  /** Null if there is nothing to revoke with. */
  function open(account: Account) {
    try {
      const [accessToken, refreshToken] = [
        openAccessToken(cipher, account),
        openRefreshToken(cipher, account),
      ];
      const { accessTokenExpiresAt } = account;
      if (accessToken === null || refreshToken === null || accessTokenExpiresAt === null) return null;
      return { accessToken, refreshToken, accessTokenExpiresAt };
    } catch (error) {
      // A damaged token must not keep anybody connected.
      if (error instanceof DecryptionError) return null;
      throw error;
    }
  }
}
