import { type Static, Type } from 'typebox';
import { Timestamp } from './cloud-event.ts';

/** What `POST /api/accounts/:id/access-token` of auth-gateway answers. */
export const AccessToken = Type.Object({
  accessToken: Type.String(),
  expiresAt: Timestamp,
  openId: Type.String(),
  grantedScopes: Type.Array(Type.String()),
});
export type AccessToken = Static<typeof AccessToken>;

/** Every scope that a client of Postbus may hold. */
export const clientScopes = [
  'accounts:read',
  'accounts:connect',
  'tokens:read',
  'tokens:proxy',
  'posts:read',
  'posts:write',
  'media:write',
  'webhooks:read',
  'webhooks:replay',
  'webhooks:verify',
  'crm:read',
  'endpoints:write',
  'workers:run',
  'admin',
] as const;
export type ClientScope = (typeof clientScopes)[number];

/** Scopes of service-to-service clients, which no app may have. */
export const serviceScopes: readonly ClientScope[] = ['webhooks:verify'];
