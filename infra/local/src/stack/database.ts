import { type DatabaseService, databaseServices, migrate } from '@postbus/db';
import postgres from 'postgres';
import { Problem } from '../problem.ts';

/** The database of a local stack. */
const databaseName = 'postbus';

/** Makes the stack's database on our own server if it is not there. Returns its address, as the administrator. */
export async function ensureDatabase(adminUrl: string): Promise<string> {
  const client = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [existing] = await client`select from pg_database where datname = ${databaseName}`;
    if (!existing) await client.unsafe(`create database ${databaseName}`);
  } finally {
    await client.end({ timeout: 5 });
  }
  const url = new URL(adminUrl);
  url.pathname = `/${databaseName}`;
  return url.href;
}

/** Brings the tables and the role of every service up to date. */
export async function migrateAll(
  adminUrl: string,
  passwords: Record<DatabaseService, string>,
): Promise<void> {
  for (const service of databaseServices) {
    try {
      await migrate({ adminUrl, service, password: passwords[service] });
    } catch (error) {
      throw new Problem(
        `The database of ${service} cannot be brought up to date: ${reason(error)}. ` +
          'If its data is not needed, `npm run reset` empties a local stack.',
      );
    }
  }
}

/** The same server and database, as the service's role. */
export function withLogin(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

/** Without the statement, which may hold a password. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
