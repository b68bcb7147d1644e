import { accountDisconnected } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { outbox } from '@postbus/db/auth-gateway';
import { writeEvent } from '@postbus/events';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { type Account, accountEvent } from './account.ts';
import { noTokens } from './account-tokens.ts';
import { changeAccount } from './repository.ts';

export interface Ending {
  status: 'disconnected' | 'revoked';
  now: Date;
  origin: Origin;
  details: Record<string, unknown>;
}

/**
 * Wipes the tokens of an account that the transaction has locked; its history stays. Returns it as it is then. One
 * that has ended already stays as it is and causes no event.
 */
export async function endAccount(tx: Queryable, account: Account, ending: Ending): Promise<Account> {
  if (account.status === 'disconnected' || account.status === 'revoked') return account;
  const { status, now, origin, details } = ending;
  const ended = await changeAccount(tx, account.id, {
    ...noTokens,
    status,
    leaseId: null,
    leaseExpiresAt: null,
    updatedAt: now,
  });
  await writeEvent(tx, outbox, accountEvent(accountDisconnected, ended, origin));
  await writeAudit(tx, {
    ...origin,
    action: `account.${status}`,
    workspaceId: account.workspaceId,
    accountId: account.id,
    details,
  });
  return ended;
}
