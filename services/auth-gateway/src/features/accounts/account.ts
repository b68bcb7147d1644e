import { AccountData, type AddressedEvent, Timestamp } from '@postbus/contracts';
import type { oauthAccounts } from '@postbus/db/auth-gateway';
import { type Static, Type } from 'typebox';
import { accountDisconnected, accountRevoked, reauthRequired } from '../../errors.ts';
import type { Origin } from '../audit/repository.ts';

export type Account = typeof oauthAccounts.$inferSelect;

/** An account as the API shows it. */
export const AccountView = Type.Object(
  {
    ...AccountData.properties,
    requestedScopes: Type.Array(Type.String()),
    nextRefreshAt: Type.Union([Timestamp, Type.Null()]),
    lastError: Type.Union([
      Type.Object({ code: Type.String(), at: Timestamp }, { additionalProperties: false }),
      Type.Null(),
    ]),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { additionalProperties: false },
);
export type AccountView = Static<typeof AccountView>;

/** The same with what the platform lets its app do. */
export const AccountDetails = Type.Object(
  {
    ...AccountView.properties,
    platformApp: Type.Union([
      Type.Object(
        {
          audited: Type.Boolean({ description: 'Whether the platform lets it post publicly' }),
          verifiedUrls: Type.Array(Type.String(), {
            description: 'Domains, and URL prefixes, that the platform fetches files from; empty if unknown',
          }),
        },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);

export function accountView(account: Account, now: Date): AccountView {
  const refreshing = account.status === 'active' && isLeased(account, now);
  return {
    ...accountData(account),
    ...(refreshing && { status: 'refreshing' as const }),
    requestedScopes: account.requestedScopes,
    nextRefreshAt: account.refreshDueAt?.toISOString() ?? null,
    lastError: lastErrorOf(account),
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  };
}

/** The account as every `account.*` event carries it. */
export function accountData(account: Account): AccountData {
  return {
    accountId: account.id,
    platform: account.platform,
    userId: account.userId,
    openId: account.openId,
    displayName: account.displayName,
    username: account.username,
    avatarUrl: account.avatarUrl,
    grantedScopes: account.grantedScopes,
    status: account.status,
    version: account.version,
    connectedAt: account.connectedAt.toISOString(),
    tokenExpiresAt: account.accessTokenExpiresAt?.toISOString() ?? null,
  };
}

interface AccountEvent {
  create(input: {
    subject: string;
    workspaceId: string;
    correlationId: string;
    data: AccountData;
    time: Date;
  }): AddressedEvent;
}

/** An event about the account as it is now. */
export function accountEvent(
  definition: AccountEvent,
  account: Account,
  { correlationId }: Origin,
): AddressedEvent {
  return definition.create({
    subject: account.id,
    workspaceId: account.workspaceId,
    correlationId,
    data: accountData(account),
    time: account.updatedAt,
  });
}

/** Raises the reason why an account has no token, if it has none. */
export function assertActive({ status }: Account): void {
  if (status === 'reauth_required') throw reauthRequired();
  if (status === 'revoked') throw accountRevoked();
  if (status === 'disconnected') throw accountDisconnected();
}

const lastErrorOf = ({ lastErrorCode: code, lastErrorAt: at }: Account) =>
  code && at ? { code, at: at.toISOString() } : null;

const isLeased = ({ leaseExpiresAt }: Account, now: Date) => leaseExpiresAt !== null && leaseExpiresAt > now;
