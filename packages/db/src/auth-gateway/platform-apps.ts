import { sql } from 'drizzle-orm';
import { boolean, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { workspaces } from './clients.ts';
import { authGatewaySchema } from './schema.ts';

/** Developer apps at a platform that workspaces bring along. The default one is in the environment, not here. */
export const platformApps = authGatewaySchema.table(
  'platform_apps',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    platform: text().$type<'tiktok'>().notNull(),
    name: text().notNull(),
    clientKey: text('client_key').notNull(),
    clientSecretEncrypted: text('client_secret_encrypted').notNull(),
    /** The secret before, while webhooks signed with it may still come. */
    previousSecretEncrypted: text('previous_secret_encrypted'),
    previousSecretExpiresAt: timestamp('previous_secret_expires_at', { withTimezone: true }),
    /** Domains, or URL prefixes that end in `/`, that the platform may pull media from. */
    verifiedUrls: text('verified_urls').array().notNull(),
    /** Whether the platform lets it post publicly. */
    audited: boolean().notNull(),
    usesPkce: boolean('uses_pkce').notNull(),
    /** The one that new accounts of the workspace are connected with. */
    isDefault: boolean('is_default').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    /** Since when it connects nothing new. Accounts that it connected keep working. */
    disabledAt: timestamp('disabled_at', { withTimezone: true }),
  },
  (table) => [
    unique('platform_apps_key').on(table.workspaceId, table.platform, table.clientKey),
    uniqueIndex('platform_apps_default').on(table.workspaceId, table.platform).where(sql`${table.isDefault}`),
  ],
);
