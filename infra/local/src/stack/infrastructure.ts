import { join } from 'node:path';
import type { DatabaseService } from '@postbus/db';
import postgres from 'postgres';
import { findNatsServer } from '../nats/find-nats-server.ts';
import { type NatsServer, startNats } from '../nats/server.ts';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { Problem } from '../problem.ts';
import type { DataFolders } from './data-folders.ts';
import { ensureDatabase, withLogin } from './database.ts';
import type { StackSecrets } from './secrets.ts';
import type { StackSettings } from './settings.ts';

/** PostgreSQL as the stack uses it: our own server, or one that `DATABASE_URL` names. */
export interface StackDatabase {
  /** As the administrator. */
  adminUrl: string;
  server?: PostgresServer;
}

/** NATS as the stack uses it: our own server, or one that `NATS_URL` names. */
export interface StackBus {
  url(user: DatabaseService | 'admin'): string;
  server?: NatsServer;
}

interface Parts {
  settings: StackSettings;
  folders: DataFolders;
  secrets: StackSecrets;
  signal: AbortSignal;
}

/** Starts PostgreSQL with the stack's database, or checks the one that is given. */
export async function provideDatabase({ settings, folders, secrets, signal }: Parts): Promise<StackDatabase> {
  const given = settings.processEnv.DATABASE_URL;
  if (given) {
    await requireDatabase(given);
    return { adminUrl: given };
  }
  const server = await startPostgres({
    directory: folders.postgres,
    port: settings.ports.postgres,
    password: secrets.postgresPassword,
    logFile: join(folders.logs, 'postgresql.log'),
    user: folders.postgresUser,
    settings: settings.postgresSettings,
    log: settings.log,
    signal,
  });
  try {
    return { adminUrl: await ensureDatabase(server.adminUrl), server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Starts nats-server, or takes the one that is given. */
export async function provideBus({ settings, folders, secrets, signal }: Parts): Promise<StackBus> {
  const given = settings.processEnv.NATS_URL;
  if (given) {
    // A server with our users is told apart by their passwords being there; any other gets the address as it is.
    const password = (user: string) =>
      settings.processEnv[`NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`];
    return { url: (user) => (password(user) ? withLogin(given, user, password(user) ?? '') : given) };
  }
  const server = await startNats({
    program: await findNatsServer({ env: settings.processEnv, progress: settings.log }),
    directory: folders.nats,
    port: settings.ports.nats,
    logFile: join(folders.logs, 'nats-server.log'),
    passwords: secrets.natsPasswords,
    log: settings.log,
    signal,
  });
  return { url: server.url, server };
}

async function requireDatabase(url: string): Promise<void> {
  let client: postgres.Sql | undefined;
  try {
    client = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
    await client`select 1`;
  } catch (error) {
    throw new Problem(
      `The PostgreSQL of DATABASE_URL cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    await client?.end({ timeout: 1 });
  }
}
