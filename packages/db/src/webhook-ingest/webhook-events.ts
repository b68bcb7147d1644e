import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { outboxColumns } from '../outbox.ts';
import { webhookIngestSchema } from './schema.ts';

/** Every verified webhook as it came, once. The table is its own outbox: each row is also the event about it. */
export const webhookEvents = webhookIngestSchema.table(
  'webhook_events',
  {
    ...outboxColumns(),
    /** SHA-256 in hex over what makes two deliveries the same webhook. The platform gives no id. */
    externalId: text('external_id').notNull(),
    platform: text().notNull(),
    clientKey: text('client_key').notNull(),
    /** The platform's own name of the event. */
    eventName: text('event_name').notNull(),
    userOpenId: text('user_open_id'),
    /** Unix seconds, the platform's clock. */
    createTime: bigint('create_time', { mode: 'number' }).notNull(),
    /** The body byte for byte: it was checked to be UTF-8. */
    rawBody: text('raw_body').notNull(),
    /** Headers that help to explain a delivery. Never the signature. */
    headers: jsonb().$type<Record<string, string>>().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    uniqueIndex('webhook_events_external_id').on(table.externalId),
    // Only what waits is indexed: a claim costs the same however many were published before.
    index('webhook_events_unpublished').on(table.id).where(sql`${table.publishedAt} is null`),
    index('webhook_events_published_at').on(table.publishedAt),
  ],
);
