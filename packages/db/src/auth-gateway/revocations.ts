import { index, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authGatewaySchema } from './schema.ts';

/** Grants that have ended here and are still to be ended at the platform. A row goes when that is done, or the platform has ended them itself. */
export const revocations = authGatewaySchema.table(
  'revocations',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    /** Null if the grant was refused, so that no account came of it. */
    accountId: uuid('account_id'),
    platform: text().$type<'tiktok'>().notNull(),
    clientKey: text('client_key').notNull(),
    openId: text('open_id').notNull(),
    /** The platform ends a grant by its access token. */
    accessTokenEncrypted: text('access_token_encrypted').notNull(),
    accessTokenExpiresAt: timestamp('access_token_expires_at', { withTimezone: true }).notNull(),
    /** Gets a new access token where that one has ended. */
    refreshTokenEncrypted: text('refresh_token_encrypted').notNull(),
    attempts: integer().notNull().default(0),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('revocations_due').on(table.dueAt)],
);
