import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';
import type { OutboxTable } from './outbox-rows.ts';

export interface RebuildOptions {
  db: Queryable;
  table: OutboxTable;
  /** Only what was published at or after this; everything unless told. */
  since?: Date;
}

/**
 * Marks published events as unpublished, so that the relay fills a broker that lost them. Returns how many.
 *
 * They keep their message ids: what a stream still has within its duplicate window is not stored twice, and what consumers
 * have taken in has no second effect.
 */
export async function rebuildFromOutbox({ db, table, since = new Date(0) }: RebuildOptions): Promise<number> {
  const { count } = await db.execute(sql`
    update ${table} set ${sql.identifier(table.publishedAt.name)} = null
    where ${table.publishedAt} >= ${since.toISOString()}::timestamptz`);
  return count;
}
