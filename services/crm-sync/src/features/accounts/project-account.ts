import type { AccountData, CloudEvent } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { keepNewest } from '../../projection/newest-events.ts';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { announceAccounts } from '../announcing/announce-account.ts';
import { causeOf } from '../announcing/cause.ts';
import { followAccount } from '../collection/schedule-repository.ts';
import { type Account, saveAccounts } from './repository.ts';

/** Brings the account to the state that the event tells, unless a newer one is there already. In a transaction. */
export async function projectAccount(
  tx: Queryable,
  event: CloudEvent<AccountData>,
  now: Date,
): Promise<void> {
  const { accountId, version } = event.data;
  const [newest] = await keepNewest(tx, 'account', [{ id: accountId, version, event }]);
  if (!newest) return;
  const account = accountOf(event);
  const changed = await saveAccounts(tx, [account]);
  await followAccount(tx, account, now);
  await announceAccounts(tx, changed, causeOf(event));
}

/** The row that an event makes. */
export function accountOf(event: CloudEvent<AccountData>): Account {
  const { accountId, connectedAt, tokenExpiresAt, ...data } = event.data;
  return {
    id: accountId,
    workspaceId: workspaceOf(event),
    platform: data.platform,
    userId: data.userId,
    openId: data.openId,
    displayName: data.displayName,
    username: data.username,
    avatarUrl: data.avatarUrl,
    grantedScopes: data.grantedScopes,
    status: data.status,
    connectedAt: new Date(connectedAt),
    tokenExpiresAt: tokenExpiresAt === null ? null : new Date(tokenExpiresAt),
    version: data.version,
    updatedAt: new Date(event.time),
  };
}
