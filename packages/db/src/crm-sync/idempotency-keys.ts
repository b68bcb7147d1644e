import { index, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/** What was answered to a request with an `Idempotency-Key`; encrypted, because an answer may hold a new secret. */
export const idempotencyKeys = crmSyncSchema.table(
  'idempotency_keys',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    clientId: text('client_id').notNull(),
    key: text().notNull(),
    /** SHA-256 of the route and the body. */
    requestHash: text('request_hash').notNull(),
    answerEncrypted: text('answer_encrypted').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('idempotency_keys_key').on(table.workspaceId, table.clientId, table.key),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
);
