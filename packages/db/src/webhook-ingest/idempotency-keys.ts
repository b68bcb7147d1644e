import { index, jsonb, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { webhookIngestSchema } from './schema.ts';

/** What was answered to a request with an `Idempotency-Key`, so that a repetition gets the same answer. */
export const idempotencyKeys = webhookIngestSchema.table(
  'idempotency_keys',
  {
    workspaceId: uuid('workspace_id').notNull(),
    clientId: text('client_id').notNull(),
    key: text().notNull(),
    /** SHA-256 of the route and the body. */
    requestHash: text('request_hash').notNull(),
    /** Null only within the transaction that makes the answer true. */
    response: jsonb().$type<unknown>(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.clientId, table.key] }),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
);
