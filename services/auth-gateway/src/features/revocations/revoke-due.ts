import type { Database } from '@postbus/db';
import { type Cipher, DecryptionError } from '@postbus/encryption';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import type { AccountPlatform } from '../accounts/platform.ts';
import { refusalOf } from '../accounts/refusal.ts';
import { writeAudit } from '../audit/repository.ts';
import {
  changeRevocation,
  claimRevocation,
  deleteRevocation,
  isGrantInUse,
  type Revocation,
} from './repository.ts';

/** Longer than a refresh and a revocation together may take. */
const claimMs = 60_000;
const firstBackoffMs = 30_000;
const longestBackoffMs = 3_600_000;
/** Then the refresh token may have died by itself; the creator can still remove the app at the platform. */
const giveUpAfterMs = 7 * 24 * 3_600_000;
/** An access token that ends sooner is not tried. */
const minimumMs = 30_000;

/** How often is looked for what is due, beyond being woken. */
const intervalMs = 60_000;

interface RevokerDependencies {
  db: Database;
  cipher: Cipher;
  platform: AccountPlatform;
  logger: Logger;
  clock: () => Date;
}

/** Ends grants at the platform, in the background. */
export function createRevocationLoop(dependencies: RevokerDependencies): Loop {
  const revokeDue = createRevoker(dependencies);
  return createLoop(async () => {
    try {
      await revokeDue();
    } catch (error) {
      dependencies.logger.warn({ err: error }, 'could not look for grants to revoke');
    }
    return intervalMs;
  });
}

export function createRevoker({ db, cipher, platform, logger, clock }: RevokerDependencies) {
  /** Ends at the platform what is due, one after the other. Several processes may do so at the same time. */
  return async function revokeDue(): Promise<void> {
    for (;;) {
      const now = clock();
      const revocation = await claimRevocation(db, { now, claimedUntil: new Date(now.getTime() + claimMs) });
      if (!revocation) return;
      await attempt(revocation);
    }
  };

  async function attempt(revocation: Revocation): Promise<void> {
    try {
      if (await isGrantInUse(db, revocation)) return await end(revocation, 'in_use');
      const accessToken = await livingAccessToken(revocation);
      await platform.revoke(revocation, accessToken);
      await end(revocation, 'revoked');
    } catch (error) {
      await postpone(revocation, error);
    }
  }

  async function livingAccessToken(revocation: Revocation): Promise<string> {
    const { id, accessTokenEncrypted, accessTokenExpiresAt, refreshTokenEncrypted } = revocation;
    const now = clock().getTime();
    if (accessTokenExpiresAt.getTime() > now + minimumMs) {
      return cipher.decrypt(accessTokenEncrypted, placeIn('revokedAccessToken', id));
    }
    const refreshToken = cipher.decrypt(refreshTokenEncrypted, placeIn('revokedRefreshToken', id));
    const tokens = await platform.refresh(revocation, refreshToken);
    // The old refresh token may be dead from here on.
    await changeRevocation(db, id, {
      accessTokenEncrypted: cipher.encrypt(tokens.accessToken, placeIn('revokedAccessToken', id)),
      accessTokenExpiresAt: new Date(now + tokens.expiresInSeconds * 1000),
      refreshTokenEncrypted: cipher.encrypt(tokens.refreshToken, placeIn('revokedRefreshToken', id)),
    });
    return tokens.accessToken;
  }

  async function postpone(revocation: Revocation, error: unknown): Promise<void> {
    const { code, retry, details } = refusalOf(error);
    const { id, accountId, attempts, createdAt } = revocation;
    const now = clock();
    // The platform no longer knows the grant, or nothing that is tried again can help.
    const isOver = retry === 'never' || error instanceof DecryptionError;
    if (isOver || now.getTime() - createdAt.getTime() > giveUpAfterMs) return end(revocation, code);
    logger.info({ accountId, attempts, reason: code, details }, 'could not revoke at the platform yet');
    const waitMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(attempts - 1, 20));
    await changeRevocation(db, id, { dueAt: new Date(now.getTime() + (waitMs / 2) * (1 + Math.random())) });
  }

  async function end({ id, workspaceId, accountId, attempts }: Revocation, outcome: string): Promise<void> {
    await db.transaction(async (tx) => {
      await deleteRevocation(tx, id);
      await writeAudit(tx, {
        actor: 'system',
        correlationId: uuidv7(),
        action: 'grant.revoked',
        workspaceId,
        accountId,
        details: { outcome, attempts },
      });
    });
  }
}
