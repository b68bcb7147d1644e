import { index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authGatewaySchema } from './schema.ts';

/** Who did what with which account. The service's role may add and read, never change. */
export const auditLog = authGatewaySchema.table(
  'audit_log',
  {
    id: uuid().primaryKey(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Null where no workspace is known, such as for a client that could not prove itself. */
    workspaceId: uuid('workspace_id'),
    /** The id of a client, or `creator`, `platform`, `system`. */
    actor: text().notNull(),
    action: text().notNull(),
    accountId: uuid('account_id'),
    correlationId: text('correlation_id').notNull(),
    details: jsonb().notNull().default({}),
  },
  (table) => [index('audit_log_workspace').on(table.workspaceId, table.id)],
);
