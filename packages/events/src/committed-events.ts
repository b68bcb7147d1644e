import { afterCommit, type Database, type Queryable } from '@postbus/db';
import type { OutboxTable } from './outbox-rows.ts';
import type { OutgoingMessage } from './publish.ts';

/** An event that is in the outbox, as a message. */
export interface CommittedEvent extends OutgoingMessage {
  id: string;
}

interface Listener {
  table: OutboxTable;
  publish(events: CommittedEvent[]): void;
}

/** The relay of each database of this process. */
const listeners = new WeakMap<Database, Listener>();

/** Hears of what this process writes into an outbox, as soon as it is committed. Returns how to end that. */
export function onCommitted(db: Database, listener: Listener): () => void {
  listeners.set(db, listener);
  return () => {
    if (listeners.get(db) === listener) listeners.delete(db);
  };
}

/** Tells the relay of events when the transaction that has written them is committed. */
export function tellWhenCommitted(tx: Queryable, table: OutboxTable, events: CommittedEvent[]): void {
  afterCommit(tx, (db) => {
    const listener = listeners.get(db);
    if (listener?.table === table) listener.publish(events);
  });
}
