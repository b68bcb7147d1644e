import type { Queryable } from '@postbus/db';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { OutgoingMessage } from './publish.ts';

/**
 * Any table with the columns of `outboxColumns()` of `@postbus/db`, whatever else it holds. One that also has `attempts` and
 * `lastError` tells how often a row was tried and why the last try failed.
 */
export type OutboxTable = PgTable &
  Record<'id' | 'subject' | 'createdAt' | 'publishedAt', PgColumn> &
  Partial<Record<'event' | 'attempts' | 'lastError', PgColumn>>;

export type OutboxRow = { id: string; subject: string };

/** How a row becomes a message. */
export interface RowReader<Row extends OutboxRow> {
  /** What to select besides the id and the subject, by the names that `Row` has. */
  columns: SQL;
  /** An error leaves this row unpublished, and no other. */
  messageOf(row: Row): Omit<OutgoingMessage, 'subject'>;
}

/** The rows of an outbox, and how each is read. */
export interface Outbox {
  table: OutboxTable;
  reader: RowReader<OutboxRow>;
}

type EnvelopeRow = OutboxRow & Omit<OutgoingMessage, 'headers'>;

/** Reads the envelopes in a column. As text: parsing them would round numbers beyond 2^53. */
export const envelopeReader = (id: PgColumn, event: PgColumn): RowReader<EnvelopeRow> => ({
  columns: sql`${event}::text as "payload", coalesce(${event}->>'replayid', ${id}::text) as "messageId",
    ${event}->>'correlationid' as "correlationId", ${event}->>'traceparent' as "traceparent"`,
  messageOf: (row) => row,
});

/** Which rows to claim. */
export interface Claim {
  limit: number;
  /** Ids of rows to leave alone. */
  except: string[];
  /** Only those that were written so long ago. */
  olderThanMs: number;
}

/**
 * Locks unpublished rows for this transaction, oldest first. Rows that another relay holds are passed over.
 *
 * By status and never by "id greater than the last seen": transactions commit in another order than they took their ids.
 */
export async function claimUnpublished(
  tx: Queryable,
  { table, reader }: Outbox,
  { limit, except, olderThanMs }: Claim,
): Promise<OutboxRow[]> {
  return await tx.execute<OutboxRow>(sql`
    select ${table.id} as "id", ${table.subject} as "subject", ${reader.columns}
    from ${table}
    where ${table.publishedAt} is null and ${table.id} <> all(${idList(except)})
      and ${table.createdAt} <= now() - ${olderThanMs} * interval '1 millisecond'
    order by ${table.id} limit ${limit} for update skip locked`);
}

/** Marks rows that JetStream has confirmed. */
export async function markPublished(tx: Queryable, table: OutboxTable, ids: string[]): Promise<void> {
  const changes = [sql`${sql.identifier(table.publishedAt.name)} = now()`];
  if (table.attempts) changes.push(oneMore(table.attempts));
  if (table.lastError) changes.push(sql`${sql.identifier(table.lastError.name)} = null`);
  await tx.execute(sql`
    update ${table} set ${sql.join(changes, sql`, `)} where ${table.id} = any(${idList(ids)})`);
}

export interface FailedRow {
  id: string;
  error: string;
}

/** Notes why rows could not be published, in a table that has a place for it. */
export async function markFailed(tx: Queryable, table: OutboxTable, failed: FailedRow[]): Promise<void> {
  const { attempts, lastError } = table;
  if (!attempts || !lastError) return;
  await tx.execute(sql`
    update ${table} set ${oneMore(attempts)}, ${sql.identifier(lastError.name)} = failed.error
    from json_to_recordset(${JSON.stringify(failed)}::text::json) as failed (id uuid, error text)
    where ${table.id} = failed.id`);
}

const idList = (ids: string[]) => sql`${sql.param(`{${ids.join(',')}}`)}::uuid[]`;

const oneMore = (attempts: PgColumn) => sql`${sql.identifier(attempts.name)} = ${attempts} + 1`;

/** Age in seconds of the oldest row that waits to be published; 0 when none does. Ids sort by time, so one row is read. */
export async function oldestUnpublishedSeconds(db: Queryable, table: OutboxTable): Promise<number> {
  const [row] = await db.execute<{ seconds: number }>(sql`
    select extract(epoch from now() - ${table.createdAt})::float8 as "seconds"
    from ${table} where ${table.publishedAt} is null order by ${table.id} limit 1`);
  return Math.max(row?.seconds ?? 0, 0);
}
