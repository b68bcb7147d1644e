import type { AddressedEvent } from '@postbus/contracts';
import { type outboxTable, type Queryable, rowsToInsert } from '@postbus/db';

/**
 * Writes events into the outbox. Call it in the transaction of the changes that they tell of: both happen or none.
 * The relay publishes them after the commit.
 */
export async function writeEvents(
  tx: Queryable,
  outbox: ReturnType<typeof outboxTable>,
  events: AddressedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ subject, event }) => ({ id: event.id, subject, event }));
  await tx.insert(outbox).select(rowsToInsert(outbox, rows));
}

/** Writes one event into the outbox, in the transaction of the change that it tells of. */
export const writeEvent = (
  tx: Queryable,
  outbox: ReturnType<typeof outboxTable>,
  event: AddressedEvent,
): Promise<void> => writeEvents(tx, outbox, [event]);
