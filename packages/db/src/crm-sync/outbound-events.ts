import { sql } from 'drizzle-orm';
import { bigint, boolean, index, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/** Events that leave Postbus: over the stream of a workspace, and to its endpoints. */
export const outboundEvents = crmSyncSchema.table(
  'outbound_events',
  {
    /** The event's id, or that of its replay: what a receiver goes by to take it once. */
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    type: text().notNull(),
    /** The subject on the bus, without the workspace: `post.status.tiktok.published`. */
    topic: text().notNull(),
    /** The event as JSON on one line: the same bytes for everybody, however often it is sent. */
    body: text().notNull(),
    /**
     * Its place in the order of the stream; null for a moment. It is given to events that are committed already, so a
     * lower one never appears after a higher one.
     */
    position: bigint({ mode: 'number' }),
    /** A test ping: for one endpoint, and never on the stream. */
    isTest: boolean('is_test').notNull().default(false),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    uniqueIndex('outbound_events_position').on(table.position),
    index('outbound_events_workspace').on(table.workspaceId, table.position),
    index('outbound_events_waiting')
      .on(table.id)
      .where(sql`${table.position} is null and not ${table.isTest}`),
    index('outbound_events_created_at').on(table.createdAt),
  ],
);
