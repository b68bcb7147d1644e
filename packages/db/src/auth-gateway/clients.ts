import { index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
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

/** Internal apps that may call the APIs. */
export const clients = authGatewaySchema.table(
  'clients',
  {
    id: uuid().primaryKey(),
    /** Null for a service-to-service client, which names the workspace with each request. */
    workspaceId: uuid('workspace_id').references(() => workspaces.id),
    name: text().notNull(),
    scopes: text().array().notNull(),
    /** Where a connect flow may send the browser back to. */
    returnUrls: text('return_urls').array().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** Since when it gets no more tokens. */
    disabledAt: timestamp('disabled_at', { withTimezone: true }),
  },
  (table) => [index('clients_page').on(table.workspaceId, table.id)],
);

/** What clients prove themselves with: one secret, or two while the old one is being replaced. */
export const clientSecrets = authGatewaySchema.table(
  'client_secrets',
  {
    id: uuid().primaryKey(),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id),
    /** SHA-256, in hex, of a secret that nobody can guess. */
    secretHash: text('secret_hash').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** Null: until it is replaced. */
    expiresAt: timestamp('expires_at', { withTimezone: true }),
  },
  (table) => [index('client_secrets_client').on(table.clientId)],
);

/** Keys that sign the tokens of clients: the newest that is active signs, every one that has not retired verifies. */
export const signingKeys = authGatewaySchema.table('signing_keys', {
  /** The `kid` in a token's header. */
  id: uuid().primaryKey(),
  publicJwk: jsonb('public_jwk').$type<PublicJwk>().notNull(),
  privateJwkEncrypted: text('private_jwk_encrypted').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  /** It is published before, so that every verifier knows it by then. */
  activeFrom: timestamp('active_from', { withTimezone: true }).notNull().defaultNow(),
  /** From then on it verifies no more; null for the newest. */
  retiresAt: timestamp('retires_at', { withTimezone: true }),
});
