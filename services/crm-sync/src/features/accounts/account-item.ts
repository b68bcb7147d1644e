import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import { nullable } from '../../nullable.ts';
import type { AccountWithFigures } from './repository.ts';

const Count = nullable(Type.Integer({ minimum: 0 }));

/** An account as this service shows it. */
export const AccountItem = Type.Object({
  accountId: Uuid,
  platform: Type.String(),
  userId: Type.String(),
  openId: Type.String(),
  displayName: nullable(Type.String()),
  username: nullable(Type.String()),
  avatarUrl: nullable(Type.String()),
  grantedScopes: Type.Array(Type.String()),
  status: Type.String(),
  connectedAt: Timestamp,
  tokenExpiresAt: nullable(Timestamp),
  figures: nullable(
    Type.Object({ followers: Count, following: Count, likes: Count, videos: Count, measuredAt: Timestamp }),
  ),
  version: Type.Integer(),
  updatedAt: Timestamp,
});

/** The account as an answer. `figures` is null until it was measured. */
export function itemOf({ account, figures }: AccountWithFigures): Static<typeof AccountItem> {
  const { id, workspaceId: _, ...shown } = account;
  return {
    ...shown,
    accountId: id,
    connectedAt: account.connectedAt.toISOString(),
    tokenExpiresAt: account.tokenExpiresAt?.toISOString() ?? null,
    figures: figures?.measuredAt ? { ...figures, measuredAt: figures.measuredAt.toISOString() } : null,
    updatedAt: account.updatedAt.toISOString(),
  };
}
