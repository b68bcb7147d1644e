import type { Queryable } from '@postbus/db';
import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { OutboxTable } from './outbox-rows.ts';
import type { InboxTable } from './take-in.ts';

const rowsAtOnce = 5000;

export interface PruneOptions {
  db: Queryable;
  outbox?: OutboxTable;
  inbox?: InboxTable;
  /**
   * Rows published or taken in before this go. Keep both for longer than a stream keeps its messages (7 days): the outbox to
   * rebuild a stream from, the inbox to know a message that comes again.
   */
  before: Date;
}

/** Deletes old published outbox rows and old inbox rows, a few thousand at a time. Unpublished rows always stay. */
export async function prune({ db, outbox, inbox, before }: PruneOptions) {
  const time = sql`${before.toISOString()}::timestamptz`;
  return {
    outbox: outbox ? await deleteInSteps(db, outbox, sql`${outbox.publishedAt} < ${time}`) : 0,
    inbox: inbox ? await deleteInSteps(db, inbox, sql`${inbox.receivedAt} < ${time}`) : 0,
  };
}

async function deleteInSteps(db: Queryable, table: PgTable, condition: SQL): Promise<number> {
  for (let total = 0; ; ) {
    const { count } = await db.execute(sql`
      delete from ${table} where ctid = any(array(select ctid from ${table} where ${condition} limit ${rowsAtOnce}))`);
    total += count;
    if (count < rowsAtOnce) return total;
  }
}
