import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import type { Database } from './connect.ts';

const dialect = new PgDialect();

/**
 * Runs a statement that each connection parses and plans once, not every time: for those that run all the time. Drizzle's
 * own `execute` never prepares. The text must not vary: every text stays with the connection. `count` of what it returns says
 * how many rows were changed.
 */
export async function executePrepared<Row extends object>(
  db: Database,
  statement: SQL,
): Promise<postgres.RowList<Row[]>> {
  const { sql, params } = dialect.sqlToQuery(statement);
  return await db.$client.unsafe<Row[]>(sql, params as string[], { prepare: true });
}
