import { index, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/** Addresses outside that events are sent to. */
export const endpoints = crmSyncSchema.table(
  'endpoints',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    url: text().notNull(),
    description: text(),
    /** Which events it gets; see the service's event filters. */
    events: text().array().notNull(),
    secretEncrypted: text('secret_encrypted').notNull(),
    /** The secret before, which signs as well until the receiver had time to change over. */
    previousSecretEncrypted: text('previous_secret_encrypted'),
    previousSecretExpiresAt: timestamp('previous_secret_expires_at', { withTimezone: true, precision: 3 }),
    /** Since when it gets nothing. What waits then, waits on. */
    disabledAt: timestamp('disabled_at', { withTimezone: true, precision: 3 }),
    disabledReason: text('disabled_reason').$type<'by_hand' | 'gone' | 'failing'>(),
    /** When it first failed since it last took something; null if what it got last was taken. */
    failingSince: timestamp('failing_since', { withTimezone: true, precision: 3 }),
    /** It asked with `Retry-After` to be left alone until then. */
    pausedUntil: timestamp('paused_until', { withTimezone: true, precision: 3 }),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [index('endpoints_workspace').on(table.workspaceId, table.id)],
);
