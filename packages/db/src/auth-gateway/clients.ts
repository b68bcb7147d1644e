import { jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authGatewaySchema } from './schema.ts';

/** A public Ed25519 key (RFC 8037). */
interface PublicJwk {
  kty: string;
  crv: string;
  x: string;
}

/** Tenants. Everything a client may see belongs to its workspace. */
export const workspaces = authGatewaySchema.table('workspaces', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Credentials of internal apps. */
export const clients = authGatewaySchema.table('clients', {
  id: uuid().primaryKey(),
  /** Null for a service-to-service client, which names the workspace with each request. */
  workspaceId: uuid('workspace_id').references(() => workspaces.id),
  name: text().notNull(),
  /** SHA-256, in hex, of a secret that nobody can guess. */
  secretHash: text('secret_hash').notNull(),
  scopes: text().array().notNull(),
  /** Where a connect flow may send the browser back to. */
  returnUrls: text('return_urls').array().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Keys that sign the tokens of clients. The newest signs, all of them verify. */
export const signingKeys = authGatewaySchema.table('signing_keys', {
  /** The `kid` in a token's header. */
  id: uuid().primaryKey(),
  publicJwk: jsonb('public_jwk').$type<PublicJwk>().notNull(),
  privateJwkEncrypted: text('private_jwk_encrypted').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
