import type { AccountData, CloudEvent } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { saveIfNewer } from './repository.ts';

/** Brings the account to the state that the event tells, unless a newer one is there already. */
export async function projectAccount(db: Queryable, event: CloudEvent<AccountData>): Promise<void> {
  const { accountId, connectedAt, tokenExpiresAt, ...data } = event.data;
  await saveIfNewer(db, {
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
  });
}
