import type { Database, inboxTable, Queryable } from '@postbus/db';

/** The inbox of a service, made by `inboxTable()` of `@postbus/db`. */
export type InboxTable = ReturnType<typeof inboxTable>;

export interface TakeInOptions {
  db: Database;
  inbox: InboxTable;
  consumer: string;
  messageId: string;
  handle(tx: Queryable): Promise<void>;
}

/**
 * Runs a handler in one transaction with the inbox row, unless the row is there already. Returns whether it ran.
 *
 * Two deliveries of one message at the same time: the second waits at the unique key until the first commits or fails.
 */
export function takeIn({ db, inbox, consumer, messageId, handle }: TakeInOptions): Promise<boolean> {
  return db.transaction(async (tx) => {
    const inserted = await tx
      .insert(inbox)
      .values({ consumer, eventId: messageId })
      .onConflictDoNothing()
      .returning({ eventId: inbox.eventId });
    if (inserted.length === 0) return false;
    await handle(tx);
    return true;
  });
}
