import { bigint, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authGatewaySchema } from './schema.ts';

/**
 * Who did what with which account. Rows are added, never changed: the service's role may not, and a trigger refuses it
 * to everybody. Another trigger numbers each row and chains it to the one before, under a lock that is held until the
 * transaction ends: so write the audit row last.
 */
export const auditLog = authGatewaySchema.table(
  'audit_log',
  {
    id: uuid().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Null where no workspace is known, such as for a client that could not prove itself. */
    workspaceId: uuid('workspace_id'),
    /** The id of a client, or `creator`, `platform`, `system`. */
    actor: text().notNull(),
    action: text().notNull(),
    accountId: uuid('account_id'),
    correlationId: text('correlation_id').notNull(),
    details: jsonb().notNull().default({}),
    /** 1, 2, 3 … without a gap, in the order of commits. The trigger's; what an insert gives is replaced. */
    seq: bigint({ mode: 'number' }).primaryKey().default(0),
    /** SHA-256, in hex, over the row before's hash and this row. The trigger's. */
    hash: text().notNull().default(''),
  },
  (table) => [
    index('audit_log_workspace').on(table.workspaceId, table.seq),
    index('audit_log_account').on(table.accountId, table.seq),
  ],
);
