import type { AddressedEvent } from '@postbus/contracts';
import {
  builtOnce,
  columnsToInsert,
  forEachTable,
  type Given,
  type outboxTable,
  type Queryable,
} from '@postbus/db';
import { type CommittedEvent, tellWhenCommitted } from './committed-events.ts';
import { messageIdOf } from './message-id.ts';

type OutboxTable = ReturnType<typeof outboxTable>;

const insertInto = forEachTable((outbox: OutboxTable) =>
  builtOnce((db, { rows }: Given<{ rows: string }>) =>
    db.insert(outbox).select(columnsToInsert(outbox, rows, ['id', 'subject', 'event'])),
  ),
);

/**
 * Writes events into the outbox. Call it in the transaction of the changes that they tell of: both happen or none.
 * The relay publishes them after the commit.
 */
export async function writeEvents(
  tx: Queryable,
  outbox: OutboxTable,
  events: AddressedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ subject, event }) => ({ id: event.id, subject, event }));
  await insertInto(outbox)(tx, { rows: JSON.stringify(rows) });
  tellWhenCommitted(tx, outbox, events.map(messageOf));
}

const messageOf = ({ subject, event }: AddressedEvent): CommittedEvent => ({
  id: event.id,
  subject,
  payload: JSON.stringify(event),
  messageId: messageIdOf(event),
  correlationId: event.correlationid,
  traceparent: event.traceparent,
});

/** Writes one event into the outbox, in the transaction of the change that it tells of. */
export const writeEvent = (tx: Queryable, outbox: OutboxTable, event: AddressedEvent): Promise<void> =>
  writeEvents(tx, outbox, [event]);
