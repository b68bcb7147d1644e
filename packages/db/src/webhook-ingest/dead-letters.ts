import { bigint, index, integer, jsonb, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea } from '../bytea.ts';
import { webhookIngestSchema } from './schema.ts';

/** `open` waits for a person; `replayed` was given to its consumer again; `discarded` needs nothing any more. */
export type DeadLetterState = 'open' | 'replayed' | 'discarded';

/** Every message that a consumer of any service gave up on, once. */
export const deadLetters = webhookIngestSchema.table(
  'dead_letters',
  {
    /** A UUIDv7: sorts by the time it was collected. */
    id: uuid().primaryKey(),
    /** What the bus knows the dead letter by: the same one is stored once. */
    letterId: text('letter_id').notNull(),
    service: text().notNull(),
    consumer: text().notNull(),
    stream: text().notNull(),
    streamSequence: bigint('stream_sequence', { mode: 'number' }).notNull(),
    /** Where the message was published at first. */
    subject: text().notNull(),
    /** Null if the message was no event. */
    eventId: text('event_id'),
    /** The message's own `Nats-Msg-Id`. */
    messageId: text('message_id'),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    /** The message as it came. Bytes: `text` cannot hold every message. */
    payload: bytea().notNull(),
    attempts: integer().notNull(),
    errorName: text('error_name').notNull(),
    errorCode: text('error_code'),
    errorMessage: text('error_message').notNull(),
    errorStack: text('error_stack'),
    failedAt: timestamp('failed_at', { withTimezone: true }).notNull(),
    collectedAt: timestamp('collected_at', { withTimezone: true }).notNull().defaultNow(),
    state: text().$type<DeadLetterState>().notNull().default('open'),
    /** How often it was given to its consumer again. */
    replays: integer().notNull().default(0),
    /** When it was replayed or discarded, and by which client. */
    settledAt: timestamp('settled_at', { withTimezone: true }),
    settledBy: text('settled_by'),
    /** The dead letter whose replay failed again. */
    replayOf: uuid('replay_of'),
  },
  (table) => [
    uniqueIndex('dead_letters_letter_id').on(table.letterId),
    index('dead_letters_state').on(table.state, table.id),
  ],
);
