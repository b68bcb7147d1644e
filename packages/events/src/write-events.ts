import type { AddressedEvent } from '@postbus/contracts';
import type { outboxTable, Queryable } from '@postbus/db';

/**
 * Writes an event into the outbox. Call it in the transaction of the change that the event tells of: both happen or none.
 * The relay publishes it after the commit.
 */
export async function writeEvent(
  tx: Queryable,
  outbox: ReturnType<typeof outboxTable>,
  { subject, event }: AddressedEvent,
): Promise<void> {
  await tx.insert(outbox).values({ id: event.id, subject, event });
}
