import { sql } from 'drizzle-orm';
import {
  index,
  jsonb,
  type PgSchema,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { type DatabaseService, type ServiceDatabase, serviceDatabases } from './services.ts';

/** Columns that the event relay needs of a table it publishes from, besides what the events are made of. */
export const outboxColumns = () => ({
  /** The event's id, a UUIDv7: also its `Nats-Msg-Id`. */
  id: uuid().primaryKey(),
  /** The NATS subject. */
  subject: text().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  /** When JetStream confirmed it; null until then. */
  publishedAt: timestamp('published_at', { withTimezone: true }),
});

/** The outbox of a service: events written in the same transaction as the change they tell of. */
export const outboxTable = (schema: PgSchema) =>
  schema.table(
    'outbox',
    {
      ...outboxColumns(),
      /** The CloudEvents envelope. */
      event: jsonb().notNull(),
    },
    (table) => [
      // Only what waits is indexed: a claim costs the same however many were published before.
      index('outbox_unpublished').on(table.id).where(sql`${table.publishedAt} is null`),
      index('outbox_published_at').on(table.publishedAt),
    ],
  );

/** What a relay needs of the table that this service publishes from; undefined if it publishes from none. */
export function outboxOf(service: DatabaseService) {
  const { schema, outboxTable: name }: ServiceDatabase = serviceDatabases[service];
  return name === undefined ? undefined : pgSchema(schema).table(name, outboxColumns());
}

/** The inbox of a service: which events each of its consumers has taken in, so that none takes effect twice. */
export const inboxTable = (schema: PgSchema) =>
  schema.table(
    'inbox',
    {
      consumer: text().notNull(),
      eventId: uuid('event_id').notNull(),
      receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
    },
    (table) => [
      primaryKey({ columns: [table.consumer, table.eventId] }),
      index('inbox_received_at').on(table.receivedAt),
    ],
  );
