import type postgres from 'postgres';
import type { ServiceDatabase } from './services.ts';

/** Creates the service's login role, and gives it its own schemas and nothing else. */
export async function prepareSchema(
  client: postgres.Sql,
  { schema, role, ...special }: ServiceDatabase,
  password: string,
): Promise<void> {
  await client.begin(async (tx) => {
    await ensureRole(tx, role, password);
    await tx.unsafe(`
      grant usage on schema ${schema} to ${role};
      grant select, insert, update, delete on all tables in schema ${schema} to ${role};
      grant usage on all sequences in schema ${schema} to ${role};
    `);
    for (const table of special.appendOnlyTables ?? []) {
      for (const part of [`${schema}.${table}`, ...(await partitionsOf(tx, `${schema}.${table}`))]) {
        await tx.unsafe(`revoke update, delete, truncate on ${part} from ${role}`);
      }
    }
    for (const owned of special.ownedSchemas ?? []) {
      await tx.unsafe(`
        grant ${role} to current_user;
        create schema if not exists ${owned} authorization ${role};
      `);
    }
  });
}

/** What is refused on a table is refused on its partitions: they can be written to by their own names. */
async function partitionsOf(tx: postgres.TransactionSql, table: string): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = ${table}::regclass`;
  return rows.map(({ name }) => name);
}

async function ensureRole(tx: postgres.TransactionSql, role: string, password: string): Promise<void> {
  const [existing] = await tx`select from pg_roles where rolname = ${role}`;
  const verb = existing ? 'alter' : 'create';
  // Utility statements take no parameters, so PostgreSQL itself quotes the password.
  const [statement] = await tx<[{ text: string }]>`
    select format('%s role %I login password %L', ${verb}::text, ${role}::text, ${password}::text) as text`;
  await tx.unsafe(statement.text);
}
