import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '@postbus/testing';
import { findNatsServer } from '../nats/find-nats-server.ts';
import { startPostgres } from '../postgres/server.ts';
import { postgresUser } from '../postgres/system-user.ts';
import { Problem } from '../problem.ts';
import { buildConsole } from '../stack/build-console.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a test may lose in a crash costs nothing: these settings trade durability for speed. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '300',
};

/** vitest's global set-up: one PostgreSQL for all test files, and a nats-server program that each can start. */
export default async function setup(): Promise<() => Promise<void>> {
  try {
    const natsServer = await findNatsServer({
      env: process.env,
      progress: (line) => console.error(line),
    });
    const postgres = await startTestPostgres();
    // Once, before the test files: several that build the same folder would disturb each other.
    await buildConsole();
    process.env.POSTBUS_TEST_DATABASE_URL = postgres.adminUrl;
    process.env.POSTBUS_TEST_NATS_SERVER = natsServer;
    return postgres.close;
  } catch (error) {
    if (error instanceof Problem) error.stack = '';
    throw error;
  }
}

async function startTestPostgres() {
  const user = postgresUser();
  const folder = await temporaryFolder('test', user);
  const [port = 0] = await freePorts(1);
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const server = await startPostgres({
    directory: join(folder, 'postgresql'),
    port,
    password: randomBytes(16).toString('hex'),
    logFile: join(folder, 'postgresql.log'),
    user,
    settings,
    log: (line) => console.error(line),
    removeWithUs: folder,
  }).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  return {
    adminUrl: server.adminUrl,
    async close() {
      await server.stop();
      await removeFolder();
    },
  };
}
