import type { Queryable } from '@postbus/db';
import { deadLetters, idempotencyKeys, webhookIngestSchema, webhookKeys } from '@postbus/db/webhook-ingest';
import { and, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

const rowsAtOnce = 5000;
const schema = sql.identifier(webhookIngestSchema.schemaName);

/**
 * Makes the partitions of `webhook_events` for this month and the next three, and drops months that are over for longer than
 * the retention. Returns how many of each. Does nothing while another process is at it.
 */
export async function keepPartitions(
  db: Queryable,
  { now, retentionDays }: { now: Date; retentionDays: number },
): Promise<{ made: number; dropped: number }> {
  const [row] = await db.execute<{ made: number; dropped: number }>(
    sql`select made, dropped from ${schema}.keep_partitions(${now.toISOString()}::timestamptz, ${retentionDays})`,
  );
  return row ?? { made: 0, dropped: 0 };
}

/** Whether a webhook of this moment has a partition to go to. */
export async function hasPartition(db: Queryable, now: Date): Promise<boolean> {
  const month = `webhook_events_${now.toISOString().slice(0, 7).replace('-', '_')}`;
  const [row] = await db.execute<{ exists: boolean }>(sql`
    select exists (
      select from pg_inherits join pg_class on oid = inhrelid
      where inhparent = ${`${webhookIngestSchema.schemaName}.webhook_events`}::regclass and relname = ${month})`);
  return row?.exists === true;
}

/** Forgets which webhooks were taken in before a moment. Returns how many. */
export const deleteKeys = (db: Queryable, before: Date): Promise<number> =>
  deleteInSteps(
    db,
    webhookKeys,
    sql`${webhookKeys.webhookEventId} < ${schema}.first_id_at(${before.toISOString()}::timestamptz)`,
  );

/** Deletes dead letters that somebody has dealt with and that failed before a moment. Returns how many. */
export const deleteSettledDeadLetters = (db: Queryable, before: Date): Promise<number> =>
  deleteInSteps(db, deadLetters, and(ne(deadLetters.state, 'open'), lt(deadLetters.failedAt, before)));

/** Forgets what was answered to requests before a moment. Returns how many. */
export const deleteIdempotencyKeys = (db: Queryable, before: Date): Promise<number> =>
  deleteInSteps(db, idempotencyKeys, lt(idempotencyKeys.createdAt, before));

async function deleteInSteps(db: Queryable, table: PgTable, condition: SQL | undefined): Promise<number> {
  for (let total = 0; ; ) {
    const { count } = await db.execute(sql`
      delete from ${table} where ctid = any(array(select ctid from ${table} where ${condition} limit ${rowsAtOnce}))`);
    total += count;
    if (count < rowsAtOnce) return total;
  }
}
