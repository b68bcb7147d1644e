import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { followTransactions } from './after-commit.ts';
import { prepareStatements } from './prepare-statements.ts';

/** A pool of connections, typed for Drizzle. `$client` is the postgres.js pool under it. */
export type Database = PostgresJsDatabase & { $client: postgres.Sql };

/** A transaction of a {@link Database}, or the database itself: what a repository function takes. */
export type Queryable = Pick<
  Database,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute' | 'with' | '$with'
>;

export interface ConnectOptions {
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Connections at most; 10 unless told. */
  maxConnections?: number;
}

/**
 * Opens a pool. Connects when first used; reconnects by itself after PostgreSQL was away.
 * End it with `db.$client.end({ timeout: 5 })`: without a limit, postgres.js waits for ever once a connection attempt had failed.
 */
export function connect(url: string, options: ConnectOptions): Database {
  const client = postgres(url, {
    max: options.maxConnections ?? 10,
    connect_timeout: 10,
    // Short, so that a restart of PostgreSQL is noticed at once; a query waits for it before it fails.
    backoff: (retries) => Math.min(0.1 * 2 ** retries, 1),
    connection: { application_name: options.applicationName },
    onnotice: () => {},
  });
  prepareStatements(client);
  const db = drizzle({ client });
  followTransactions(db);
  return db;
}
