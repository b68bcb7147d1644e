import { sql } from 'drizzle-orm';
import { boolean, index, integer, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { endpoints } from './endpoints.ts';
import { outboundEvents } from './outbound-events.ts';
import { crmSyncSchema } from './schema.ts';

/** One event on its way to one endpoint. */
export const deliveries = crmSyncSchema.table(
  'deliveries',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    /** Also its `webhook-id`. */
    eventId: uuid('event_id')
      .notNull()
      .references(() => outboundEvents.id, { onDelete: 'cascade' }),
    isTest: boolean('is_test').notNull().default(false),
    /** The delivery that somebody asked to be sent again. */
    resendOf: uuid('resend_of'),
    status: text().$type<'pending' | 'sending' | 'succeeded' | 'failed'>().notNull(),
    /** Pending: when it is to be sent. Sending: when whoever does it counts as dead. */
    dueAt: timestamp('due_at', { withTimezone: true, precision: 3 }),
    /** The number of the newest attempt: what came of an older one is no longer written down. */
    attempts: integer().notNull().default(0),
    /** Attempts that the endpoint did not take. One that ended with its process is none. */
    failures: integer().notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
  },
  (table) => [
    // What decides that an endpoint gets an event once.
    uniqueIndex('deliveries_once').on(table.endpointId, table.eventId).where(sql`${table.resendOf} is null`),
    // Only what is open: a claim costs the same however many were sent before.
    index('deliveries_open')
      .on(table.endpointId, table.dueAt, table.id)
      .where(sql`${table.status} in ('pending', 'sending')`),
    index('deliveries_page').on(table.endpointId, table.id),
    // What is under way to an endpoint is counted at each look, however much waits for a later time.
    index('deliveries_sending').on(table.endpointId, table.dueAt).where(sql`${table.status} = 'sending'`),
    index('deliveries_event').on(table.eventId),
  ],
);

/** Every try of a delivery, written down before it is made. Without an end it is under way, or its process died. */
export const deliveryAttempts = crmSyncSchema.table(
  'delivery_attempts',
  {
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    url: text().notNull(),
    startedAt: timestamp('started_at', { withTimezone: true, precision: 3 }).notNull(),
    latencyMs: integer('latency_ms'),
    statusCode: integer('status_code'),
    /** The beginning of what was answered. */
    responseBody: text('response_body'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);
