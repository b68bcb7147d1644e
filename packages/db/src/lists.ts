import { Column, getTableColumns, is, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgInsertValue, PgTable } from 'drizzle-orm/pg-core';

/*
 * Lists of any length as one parameter. The text of the statement stays the same, so PostgreSQL prepares it once, and Drizzle
 * has less to put together than for a parameter of each value.
 */

/** A list of texts. */
export const textArray = (texts: string[]): SQL => sql`${sql.param(texts)}::text[]`;

/** A list of UUIDs. */
export const uuidArray = (ids: string[]): SQL => sql`${sql.param(ids)}::uuid[]`;

/**
 * `json_to_recordset(…) as name (…)`: rows to select from, with these columns of a table by the names that Drizzle gives them.
 * Each column by `column of the name`. Not for bytes, which JSON cannot carry.
 */
export function recordset(
  rows: readonly object[],
  name: string,
  columns: Record<string, PgColumn | SQL>,
): SQL {
  const list = Object.entries(columns).map(
    ([key, column]) =>
      sql`${sql.identifier(key)} ${is(column, Column) ? sql.raw(column.getSQLType()) : column}`,
  );
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as ${sql.identifier(name)} (${sql.join(list, sql`, `)})`;
}

/**
 * What to insert into a table, for `insert(table).select(…)`. A column that no row has a value for gets its default; where some
 * have one, the others get null. A value that is SQL in the first row is that of every row.
 */
export function rowsToInsert<Table extends PgTable>(
  table: Table,
  rows: readonly PgInsertValue<Table>[],
): SQL {
  const values: readonly Record<string, unknown>[] = rows;
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const given = Object.fromEntries(
    Object.entries(columns).filter(([key]) => values.some((row) => isPlain(row[key]))),
  );
  const selected = Object.entries(columns).map(([key, column]) => {
    if (key in given) return sql`given.${sql.identifier(key)}`;
    const value = values[0]?.[key] ?? column.default;
    if (value === undefined) return sql`null`;
    return is(value, SQL) ? value : sql`${sql.param(value, column)}::${sql.raw(column.getSQLType())}`;
  });
  return sql`select ${sql.join(selected, sql`, `)} from ${recordset(rows, 'given', given)}`;
}

const isPlain = (value: unknown): boolean => value !== undefined && !is(value, SQL);
