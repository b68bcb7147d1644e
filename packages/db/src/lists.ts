import { Column, getTableColumns, is, type Placeholder, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgInsertValue, PgTable } from 'drizzle-orm/pg-core';

/*
 * Lists of any length as one parameter. The text of the statement stays the same, so PostgreSQL prepares it once, and Drizzle
 * has less to put together than for a parameter of each value.
 */

/** A list of texts. */
export const textArray = (texts: string[]): SQL => sql`${sql.param(texts)}::text[]`;

/**
 * `json_to_recordset(…) as name (…)`: rows to select from, with these columns of a table by the names that Drizzle gives them.
 * Each column by `column of the name`. Not for bytes, which JSON cannot carry. The rows may be a
 * placeholder for their JSON text.
 */
export function recordset(
  rows: readonly object[] | Placeholder,
  name: string,
  columns: Record<string, PgColumn | SQL>,
): SQL {
  const list = Object.entries(columns).map(
    ([key, column]) =>
      sql`${sql.identifier(key)} ${is(column, Column) ? sql.raw(column.getSQLType()) : column}`,
  );
  const text = Array.isArray(rows) ? JSON.stringify(rows) : rows;
  return sql`json_to_recordset(${text}::text::json) as ${sql.identifier(name)} (${sql.join(list, sql`, `)})`;
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
  const columns = Object.keys(getTableColumns(table)).filter((key) =>
    values.some((row) => isPlain(row[key])),
  );
  return selectRows(table, rows, columns, values[0]);
}

/**
 * The same for a statement that is built once: the rows will be a JSON text, with values for these columns. Of the others, those
 * named have one value in all rows.
 */
export const columnsToInsert = <Table extends PgTable>(
  table: Table,
  rows: Placeholder,
  columns: readonly (keyof Table['_']['columns'] & string)[],
  others: Partial<Record<keyof Table['_']['columns'], SQL>> = {},
): SQL => selectRows(table, rows, columns, others);

function selectRows(
  table: PgTable,
  rows: readonly object[] | Placeholder,
  given: readonly string[],
  others: Record<string, unknown> = {},
): SQL {
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const selected = Object.entries(columns).map(([key, column]) => {
    if (given.includes(key)) return sql`given.${sql.identifier(key)}`;
    const value = others[key] ?? column.default;
    if (value === undefined) return sql`null`;
    return is(value, SQL) ? value : sql`${sql.param(value, column)}::${sql.raw(column.getSQLType())}`;
  });
  const ofGiven = Object.fromEntries(Object.entries(columns).filter(([key]) => given.includes(key)));
  return sql`select ${sql.join(selected, sql`, `)} from ${recordset(rows, 'given', ofGiven)}`;
}

const isPlain = (value: unknown): boolean => value !== undefined && !is(value, SQL);
