import { bigint, index, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/**
 * The newest known state of every connected account. Every column comes from one event,
 * so that the row is the same whatever the order in which events arrive.
 */
export const accounts = crmSyncSchema.table(
  'accounts',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    platform: text().notNull(),
    userId: text('user_id').notNull(),
    openId: text('open_id').notNull(),
    displayName: text('display_name'),
    username: text(),
    avatarUrl: text('avatar_url'),
    grantedScopes: text('granted_scopes').array().notNull(),
    status: text().notNull(),
    connectedAt: timestamp('connected_at', { withTimezone: true, precision: 3 }).notNull(),
    tokenExpiresAt: timestamp('token_expires_at', { withTimezone: true, precision: 3 }),
    /** Counts the changes of the account at its owner; a lower one never overwrites a higher one. */
    version: bigint({ mode: 'number' }).notNull(),
    /** When the owner made this version. Milliseconds: a cursor carries it and must not round. */
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    index('accounts_workspace').on(table.workspaceId, table.id),
    index('accounts_workspace_updated').on(table.workspaceId, table.updatedAt, table.id),
  ],
);
