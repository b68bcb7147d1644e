import { type Static, Type } from 'typebox';
import { Timestamp, Uuid } from '../cloud-event.ts';
import { Platform } from '../define-event.ts';

/** Where an account's authorization stands. */
export const AccountStatus = Type.Union([
  Type.Literal('active'),
  Type.Literal('refreshing'),
  Type.Literal('reauth_required'),
  Type.Literal('revoked'),
  Type.Literal('disconnected'),
]);
export type AccountStatus = Static<typeof AccountStatus>;

/** The whole account as others may see it. Every `account.*` event carries it. */
export const AccountData = Type.Object({
  accountId: Uuid,
  platform: Platform,
  userId: Type.String({ description: "The internal app's own id of its user" }),
  openId: Type.String({ description: "TikTok's id of the creator within the platform app" }),
  displayName: Type.Union([Type.String(), Type.Null()]),
  username: Type.Union([Type.String(), Type.Null()]),
  avatarUrl: Type.Union([Type.String(), Type.Null()]),
  grantedScopes: Type.Array(Type.String()),
  status: AccountStatus,
  version: Type.Integer({
    minimum: 1,
    description: 'Counts the changes of this account; the highest is true',
  }),
  connectedAt: Timestamp,
  tokenExpiresAt: Type.Union([Timestamp, Type.Null()]),
});
export type AccountData = Static<typeof AccountData>;
