import { sql } from 'drizzle-orm';
import { index, integer, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { workspaces } from './clients.ts';
import { authGatewaySchema } from './schema.ts';

/** Connected social accounts and their tokens. */
export const oauthAccounts = authGatewaySchema.table(
  'oauth_accounts',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    platform: text().$type<'tiktok'>().notNull(),
    /** The platform app that the tokens belong to. */
    clientKey: text('client_key').notNull(),
    /** The creator's id within that app. */
    openId: text('open_id').notNull(),
    unionId: text('union_id'),
    userId: text('user_id').notNull(),
    displayName: text('display_name'),
    username: text(),
    avatarUrl: text('avatar_url'),
    requestedScopes: text('requested_scopes').array().notNull(),
    grantedScopes: text('granted_scopes').array().notNull(),
    /** There is no `refreshing` here: that is an active account under a lease, so that no crash can leave it behind. */
    status: text().$type<'active' | 'reauth_required' | 'revoked' | 'disconnected'>().notNull(),
    /** Counts every change that others hear of. */
    version: integer().notNull().default(1),
    /** Counts the tokens. A token is refreshed once a version, and only a newer one replaces it. */
    tokenVersion: integer('token_version').notNull().default(1),
    accessTokenEncrypted: text('access_token_encrypted'),
    accessTokenExpiresAt: timestamp('access_token_expires_at', { withTimezone: true }),
    refreshTokenEncrypted: text('refresh_token_encrypted'),
    refreshTokenExpiresAt: timestamp('refresh_token_expires_at', { withTimezone: true }),
    /** Who refreshes just now, and until when nobody else may try. */
    leaseId: uuid('lease_id'),
    leaseExpiresAt: timestamp('lease_expires_at', { withTimezone: true }),
    /** When the sweep refreshes it next; null while there is nothing to refresh. */
    refreshDueAt: timestamp('refresh_due_at', { withTimezone: true }),
    /** Refreshes that failed for a passing reason since the last good one. */
    refreshFailures: integer('refresh_failures').notNull().default(0),
    /** What went wrong last, as this service's error code; null after a good refresh. */
    lastErrorCode: text('last_error_code'),
    lastErrorAt: timestamp('last_error_at', { withTimezone: true }),
    connectedAt: timestamp('connected_at', { withTimezone: true }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('oauth_accounts_creator').on(table.workspaceId, table.platform, table.clientKey, table.openId),
    // For the platform's webhooks, which know no workspace.
    index('oauth_accounts_open_id').on(table.platform, table.clientKey, table.openId),
    index('oauth_accounts_user').on(table.workspaceId, table.userId),
    index('oauth_accounts_page').on(table.workspaceId, table.id),
    // Holds all that a sweep asks for: what is due is found without looking at any account, however many there are.
    index('oauth_accounts_due')
      .on(table.refreshDueAt, table.id, table.workspaceId, table.tokenVersion)
      .where(sql`${table.refreshDueAt} is not null`),
  ],
);
