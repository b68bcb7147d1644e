import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Position } from './cursor.ts';

/** What a list may be sorted by: a time, and the id that decides between equal times. */
export interface Sorting<Row> {
  id: PgColumn;
  /**
   * May hold nulls: they count as older than everything. No time at all sorts by id, which is by the time of making:
   * a UUIDv7 begins with it.
   */
  time: PgColumn | null;
  positionOf(row: Row): Position;
}

/** One page of a sorted list. */
export interface Page<Row> {
  sorting: Sorting<Row>;
  direction: 'asc' | 'desc';
  /** The last item of the page before; null for the first page. */
  after: Position | null;
  /** Rows to read. */
  limit: number;
}

/**
 * The clauses that read one page. A page begins right after an item and never at a count of rows, so that
 * rows which come or go meanwhile neither repeat nor hide others.
 */
export function sortedPage<Row>({ sorting: { id, time }, direction, after, limit }: Page<Row>) {
  const order = direction === 'asc' ? asc : desc;
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  if (!time) {
    return { after: after ? sql`${id} ${beyond} ${after.id}` : undefined, orderBy: [order(id)], limit };
  }
  const key = time.notNull ? sql`${time}` : sql`coalesce(${time}, '-infinity')`;
  const condition = (position: Position): SQL =>
    sql`(${key}, ${id}) ${beyond} (${position.time?.toISOString() ?? '-infinity'}::timestamptz, ${position.id}::uuid)`;
  return { after: after ? condition(after) : undefined, orderBy: [order(key), order(id)], limit };
}
