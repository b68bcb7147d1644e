import { accountConnected } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { outbox } from '@postbus/db/auth-gateway';
import type { Cipher } from '@postbus/encryption';
import { writeEvent } from '@postbus/events';
import { v7 as uuidv7 } from 'uuid';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { type Account, accountEvent } from './account.ts';
import { type FreshTokens, sealTokens } from './account-tokens.ts';
import type { Profile } from './platform.ts';
import { type CreatorKey, changeAccount, insertAccount, lockAccountOfCreator } from './repository.ts';

export interface Connection {
  creator: CreatorKey;
  userId: string;
  profile: Profile | null;
  requestedScopes: string[];
  grantedScopes: string[];
  tokens: FreshTokens;
}

const noProfile: Profile = { unionId: null, displayName: null, username: null, avatarUrl: null };

/**
 * Stores a connected account with its tokens, and says so by an event. A creator who connects again keeps the account
 * and its id. Only within a transaction.
 */
export async function connectAccount(
  tx: Queryable,
  { cipher, now, origin }: { cipher: Cipher; now: Date; origin: Origin },
  connection: Connection,
): Promise<Account> {
  const account = await upsert(tx, cipher, connection, now);
  await writeEvent(tx, outbox, accountEvent(accountConnected, account, origin));
  await writeAudit(tx, {
    ...origin,
    action: 'account.connected',
    workspaceId: account.workspaceId,
    accountId: account.id,
    details: { requestedScopes: account.requestedScopes, grantedScopes: account.grantedScopes },
  });
  return account;
}

async function upsert(tx: Queryable, cipher: Cipher, connection: Connection, now: Date): Promise<Account> {
  const { creator, userId, requestedScopes, grantedScopes } = connection;
  const columns = {
    userId,
    requestedScopes,
    grantedScopes,
    status: 'active' as const,
    leaseId: null,
    leaseExpiresAt: null,
    connectedAt: now,
    updatedAt: now,
  };
  const id = uuidv7();
  const inserted = await insertAccount(tx, {
    ...creator,
    ...columns,
    ...(connection.profile ?? noProfile),
    ...sealTokens(cipher, id, connection.tokens, now),
    id,
    createdAt: now,
  });
  if (inserted) return inserted;

  const existing = await lockAccountOfCreator(tx, creator);
  if (!existing) throw new Error('the account was neither inserted nor found');
  return changeAccount(tx, existing.id, {
    ...columns,
    // A profile that could not be read this time does not wipe the one that is known.
    ...connection.profile,
    ...sealTokens(cipher, existing.id, connection.tokens, now),
    tokenVersion: existing.tokenVersion + 1,
  });
}
