import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';

/** For `on conflict do update`: sets every column to what the refused insert had brought. */
export function excludedColumns(table: PgTable): Record<string, SQL> {
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([key, { name }]) => [
      key,
      sql`excluded.${sql.identifier(name)}`,
    ]),
  );
}

/** For `on conflict do update … where`: whether the row that is there is not the one that the refused insert had brought. */
export const differsFromExcluded = (table: PgTable): SQL => {
  const { name } = getTableConfig(table);
  return sql`(${sql.identifier(name)}.*) is distinct from (excluded.*)`;
};
