import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { outboxColumns } from '../outbox.ts';
import { webhookIngestSchema } from './schema.ts';

/** The app's secret at that time, or the one before, which goes on for a while when a new one is brought in. */
export type SigningSecret = 'current' | 'previous';

/**
 * Every verified webhook as it came, and every replay of one. The table is its own outbox: each row is also the event about
 * it, which is made when it is published. Partitioned by month over `id`, which is a UUIDv7 of the moment `received_at`.
 */
export const webhookEvents = webhookIngestSchema.table(
  'webhook_events',
  {
    ...outboxColumns(),
    /** How often it was tried to publish it. */
    attempts: integer().notNull().default(0),
    /** Why the last try failed; null when it did not. */
    lastError: text('last_error'),
    /** Ties together all that came of one request. */
    correlationId: text('correlation_id').notNull(),
    /** The webhook that this is a replay of. */
    replayOf: uuid('replay_of'),
    /** SHA-256 in hex over what makes two deliveries the same webhook, as in `webhook_keys`. The platform gives no id. */
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
    /** What the signature told of its time. Of a replay: of the webhook it repeats. Null for those of earlier versions. */
    signedAt: timestamp('signed_at', { withTimezone: true }),
    /** Which secret of the app had signed, when it was taken in. */
    signedWith: text('signed_with').$type<SigningSecret>(),
    /** Headers that help to explain a delivery. Never the signature. */
    headers: jsonb().$type<Record<string, string>>().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    // Only what waits is indexed: a claim costs the same however many were published before.
    index('webhook_events_unpublished').on(table.id).where(sql`${table.publishedAt} is null`),
    index('webhook_events_user_open_id').on(table.userOpenId, table.id),
  ],
);
