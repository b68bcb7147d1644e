import { index, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { clients, workspaces } from './clients.ts';
import { authGatewaySchema } from './schema.ts';

/** One try of one creator to connect an account: from the request of an internal app to the platform's answer. */
export const connectSessions = authGatewaySchema.table(
  'connect_sessions',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    clientId: uuid('client_id')
      .notNull()
      .references(() => clients.id),
    platform: text().$type<'tiktok'>().notNull(),
    /** The internal app's own id of its user. */
    userId: text('user_id').notNull(),
    returnUrl: text('return_url').notNull(),
    /** The platform app to connect with. */
    clientKey: text('client_key').notNull(),
    /** The account to connect again; another creator's answer is refused then. */
    accountId: uuid('account_id'),
    requestedScopes: text('requested_scopes').array().notNull(),
    /** Without these the account is not connected. */
    requiredScopes: text('required_scopes').array().notNull().default([]),
    /** SHA-256 of the secret in the connect URL. */
    sessionHash: text('session_hash').notNull().unique(),
    /** The secret itself, kept only to give the same answer to a repeated `Idempotency-Key`. */
    sessionEncrypted: text('session_encrypted'),
    idempotencyKey: text('idempotency_key'),
    /** SHA-256 of the request that came with the key. */
    requestHash: text('request_hash'),
    /** SHA-256 of the `state` at the platform; set when the browser is sent there. */
    stateHash: text('state_hash').unique(),
    /** SHA-256 of the cookie of the browser that began. */
    browserHash: text('browser_hash'),
    codeVerifierEncrypted: text('code_verifier_encrypted'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    /** When the platform's answer was taken in. It is taken in once. */
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [
    unique('connect_sessions_idempotency').on(table.workspaceId, table.clientId, table.idempotencyKey),
    index('connect_sessions_expires_at').on(table.expiresAt),
  ],
);
