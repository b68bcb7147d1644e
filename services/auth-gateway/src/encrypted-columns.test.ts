import * as tables from '@postbus/db/auth-gateway';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { encryptedColumns } from './encrypted-columns.ts';

test('every encrypted column takes part in the rotation of keys', () => {
  const inTables = Object.values(tables)
    .filter((table) => is(table, PgTable))
    .map((table) => getTableConfig(table))
    .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
    .filter((name) => name.endsWith('_encrypted'));
  const declared = Object.values(encryptedColumns).map(({ table, column }) => `${table}.${column}`);
  expect(declared.sort()).toEqual(inTables.sort());
});
