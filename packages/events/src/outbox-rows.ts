import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/** Any table with the columns of `outboxColumns()` of `@postbus/db`, whatever else it holds. */
export type OutboxTable = PgTable &
  Record<'id' | 'subject' | 'event' | 'createdAt' | 'publishedAt', PgColumn>;

export type OutboxRow = {
  id: string;
  subject: string;
  /** The envelope as text: parsing it would round numbers beyond 2^53. */
  payload: string;
  messageId: string;
  correlationId: string | null;
  traceparent: string | null;
};

/**
 * Locks up to `limit` unpublished rows for this transaction, oldest first. Rows that another relay holds are passed over.
 *
 * By status and never by "id greater than the last seen": transactions commit in another order than they took their ids.
 */
export async function claimUnpublished(
  tx: Queryable,
  table: OutboxTable,
  limit: number,
): Promise<OutboxRow[]> {
  return await tx.execute<OutboxRow>(sql`
    select ${table.id} as "id", ${table.subject} as "subject", ${table.event}::text as "payload",
      coalesce(${table.event}->>'replayid', ${table.id}::text) as "messageId",
      ${table.event}->>'correlationid' as "correlationId", ${table.event}->>'traceparent' as "traceparent"
    from ${table} where ${table.publishedAt} is null
    order by ${table.id} limit ${limit} for update skip locked`);
}

/** Marks rows that JetStream has confirmed. */
export async function markPublished(tx: Queryable, table: OutboxTable, ids: string[]): Promise<void> {
  const list = sql.param(`{${ids.join(',')}}`);
  await tx.execute(sql`
    update ${table} set ${sql.identifier(table.publishedAt.name)} = now() where ${table.id} = any(${list}::uuid[])`);
}

/** Age in seconds of the oldest row that waits to be published; 0 when none does. Ids sort by time, so one row is read. */
export async function oldestUnpublishedSeconds(db: Queryable, table: OutboxTable): Promise<number> {
  const [row] = await db.execute<{ seconds: number }>(sql`
    select extract(epoch from now() - ${table.createdAt})::float8 as "seconds"
    from ${table} where ${table.publishedAt} is null order by ${table.id} limit 1`);
  return Math.max(row?.seconds ?? 0, 0);
}
