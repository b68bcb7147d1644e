import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Database } from './connect.ts';
import { prepareSchema } from './prepare-schema.ts';
import { type DatabaseService, serviceDatabases } from './services.ts';

/** Holds one table of applied migrations a service. Outside the services' schemas: their first migration creates those. */
const historySchema = 'postbus_migrations';

const historyTable = (service: DatabaseService) => serviceDatabases[service].schema;

const migrationsFolder = (service: DatabaseService) =>
  fileURLToPath(new URL(`../migrations/${service}`, import.meta.url));

export interface MigrateOptions {
  /** A role that may create schemas and roles. */
  adminUrl: string;
  service: DatabaseService;
  /** The password that the service's role gets. */
  password: string;
}

/**
 * Brings one service's schema and role up to date. Safe to run at any time and from several places at once:
 * an advisory lock lets one through after the other.
 */
export async function migrate({ adminUrl, service, password }: MigrateOptions): Promise<void> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(hashtext('postbus_migrations'))`;
    await applyMigrations(drizzle({ client }), {
      migrationsFolder: migrationsFolder(service),
      migrationsSchema: historySchema,
      migrationsTable: historyTable(service),
    });
    await prepareSchema(client, serviceDatabases[service], password);
    await client.unsafe(`
      grant usage on schema ${historySchema} to ${serviceDatabases[service].role};
      grant select on ${historySchema}.${historyTable(service)} to ${serviceDatabases[service].role};
    `);
  } finally {
    await client.end();
  }
}

/** Whether every migration that this code was shipped with has been applied. For readiness. */
export async function isMigrated(db: Database, service: DatabaseService): Promise<boolean> {
  const shipped = readMigrationFiles({ migrationsFolder: migrationsFolder(service) });
  const newest = Math.max(...shipped.map((migration) => migration.folderMillis));
  const table = sql.raw(`${historySchema}.${historyTable(service)}`);
  const [row] = await db.execute<{ applied: boolean }>(
    sql`select exists (select from ${table} where created_at >= ${newest}) as applied`,
  );
  return row?.applied === true;
}
