import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '@postbus/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDataFolders, removeOutsideFolder } from '../stack/data-folders.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type PostgresServer, startPostgres } from './server.ts';
import { postgresUser } from './system-user.ts';

const user = postgresUser();
let folder: string;
let server: PostgresServer | undefined;

beforeEach(async () => {
  folder = await temporaryFolder('pg', user);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function start(directory: string, password = 'password'): Promise<PostgresServer> {
  const [port = 0] = await freePorts(1);
  const settings = { fsync: 'off', shared_buffers: '16MB' };
  const logFile = join(folder, 'log');
  server = await startPostgres({ directory, port, password, logFile, user, settings, log: () => {} });
  return server;
}

async function ask(statement: string): Promise<unknown[]> {
  const client = postgres(server?.adminUrl ?? '', { max: 1, onnotice: () => {} });
  try {
    return [...(await client.unsafe(statement))];
  } finally {
    await client.end();
  }
}

describe('our own PostgreSQL', () => {
  test('keeps what was committed when it is killed with SIGKILL, and starts again at once', async () => {
    const { stop, start: again } = await start(join(folder, 'data'));
    await ask('create table kept as select 42 as number');
    await stop('SIGKILL');
    await again();
    expect(await ask('select number from kept')).toEqual([{ number: 42 }]);
  });

  test('starts although the number in postmaster.pid belongs to another process by now', async () => {
    const { stop, start: again } = await start(join(folder, 'data'));
    await stop('SIGKILL');
    const file = join(folder, 'data', 'postmaster.pid');
    const content = await readFile(file, 'utf8');
    await writeFile(file, content.replace(/^\d+/, `${process.pid}`));
    await again();
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('makes a data directory anew that was left half made', async () => {
    await mkdir(join(folder, 'data.new', 'base'), { recursive: true });
    await writeFile(join(folder, 'data.new', 'PG_VERSION'), '18\n');
    await mkdir(join(folder, 'data'), { recursive: true });
    await start(join(folder, 'data'));
    expect(await ask('show data_checksums')).toEqual([{ data_checksums: 'on' }]);
    expect((await readdir(folder)).sort()).toEqual(['data', 'log']);
  });

  test('listens on this machine only, asks for the password, and works in a folder with spaces', async () => {
    await start(join(folder, 'a folder with spaces'));
    expect(await ask('show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const url = new URL(server?.adminUrl ?? '');
    url.password = 'wrong';
    const stranger = postgres(url.href, { max: 1 });
    await expect(stranger`select 1`).rejects.toThrow('password authentication failed');
    await stranger.end();
  });

  test('says what to do when the data has another password', async () => {
    const { stop } = await start(join(folder, 'data'), 'first');
    await stop();
    await expect(start(join(folder, 'data'), 'second')).rejects.toThrow('npm run reset');
  });
});

describe('the data of a stack in a folder that only its owner can enter', () => {
  test('lives where the user who runs PostgreSQL can go, is found again, and goes with a reset', async () => {
    const dataDir = join(folder, 'private', '.postbus');
    await mkdir(join(folder, 'private'), { mode: 0o700 });
    await chmod(join(folder, 'private'), 0o700);
    const folders = await makeDataFolders(dataDir);
    expect(folders.postgres.startsWith(dataDir)).toBe(user === undefined);
    await start(folders.postgres);
    await ask('create table kept as select 42 as number');
    await server?.stop();

    const found = await makeDataFolders(dataDir);
    expect(found.postgres).toBe(folders.postgres);
    await start(found.postgres);
    expect(await ask('select number from kept')).toEqual([{ number: 42 }]);
    await server?.stop();

    await removeOutsideFolder(dataDir);
    if (user) await expect(readdir(join(folders.postgres, '..'))).rejects.toThrow('ENOENT');
  });
});
