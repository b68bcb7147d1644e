import {
  builtOnce,
  columnsToInsert,
  type Database,
  forEachTable,
  type Given,
  type inboxTable,
  type Queryable,
} from '@postbus/db';

/** The inbox of a service, made by `inboxTable()` of `@postbus/db`. */
export type InboxTable = ReturnType<typeof inboxTable>;

export interface TakeInOptions {
  db: Database;
  inbox: InboxTable;
  consumer: string;
  messageId: string;
  handle(tx: Queryable): Promise<void>;
}

const insertInto = forEachTable((inbox: InboxTable) =>
  builtOnce((db, { rows }: Given<{ rows: string }>) =>
    db
      .insert(inbox)
      .select(columnsToInsert(inbox, rows, ['consumer', 'eventId']))
      .onConflictDoNothing()
      .returning({ eventId: inbox.eventId }),
  ),
);

/**
 * Runs a handler in one transaction with the inbox row, unless the row is there already. Returns whether it ran.
 *
 * Two deliveries of one message at the same time: the second waits at the unique key until the first commits or fails.
 */
export function takeIn({ db, inbox, consumer, messageId, handle }: TakeInOptions): Promise<boolean> {
  return db.transaction(async (tx) => {
    const inserted = await insertInto(inbox)(tx, {
      rows: JSON.stringify([{ consumer, eventId: messageId }]),
    });
    if (inserted.length === 0) return false;
    await handle(tx);
    return true;
  });
}

export interface TakeInTogetherOptions<Item> extends Pick<TakeInOptions, 'db' | 'inbox' | 'consumer'> {
  /** Each under its message id. */
  items: Map<string, Item>;
  handle(tx: Queryable, fresh: Item[]): Promise<void>;
}

/** The same for several messages in one transaction: all of them or none. The handler gets those that are new. */
export function takeInTogether<Item>({ db, inbox, consumer, items, handle }: TakeInTogetherOptions<Item>) {
  // Always in one order: two groups that share messages must not wait for each other.
  const rows = [...items.keys()].toSorted().map((eventId) => ({ consumer, eventId }));
  return db.transaction(async (tx) => {
    const inserted = await insertInto(inbox)(tx, { rows: JSON.stringify(rows) });
    const fresh = inserted.flatMap(({ eventId }) => items.get(eventId) ?? []);
    if (fresh.length > 0) await handle(tx, fresh);
  });
}
