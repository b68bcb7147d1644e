import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { Problem } from '../problem.ts';
import { requireFreePort } from '../processes/ports.ts';
import { commandLine } from '../processes/process-table.ts';
import { endOf, type RunningProcess, startProcess, whileStarting } from '../processes/start-process.ts';
import { findPostgresBinaries } from './binaries.ts';
import { administrator, ensureCluster } from './cluster.ts';
import type { SystemUser } from './system-user.ts';

export interface PostgresOptions {
  /** Where the data lives. */
  directory: string;
  port: number;
  password: string;
  logFile: string;
  user: SystemUser | undefined;
  /** Settings besides the defaults, such as `fsync: 'off'`. */
  settings?: Record<string, string>;
  /** A temporary folder that is removed should we be killed. */
  removeWithUs?: string;
  /** Told when it ends although nobody has asked it to. */
  log: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
}

export interface PostgresServer {
  /** As the administrator, to the database `postgres`. */
  adminUrl: string;
  process(): RunningProcess;
  start(): Promise<void>;
  /** Lets no one in any more and ends all sessions; `SIGINT` unless told. Resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts PostgreSQL on 127.0.0.1, making its data directory first if there is none. Resolves when it answers. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { directory, port, password, user } = options;
  const binaries = await findPostgresBinaries(user);
  const adminUrl = `postgres://${administrator}:${password}@127.0.0.1:${port}/postgres`;
  await ensureCluster({ directory, password, binaries, user });

  let running: RunningProcess;
  const start = async (signal?: AbortSignal) => {
    await removeStaleLock(directory);
    await requireFreePort('PostgreSQL', port, 'POSTGRES_PORT');
    await untilNobodyUses(directory);
    running = await startProcess({
      name: 'postgresql',
      command: binaries.postgres,
      args: ['-D', directory, ...settingArguments(port, options.settings)],
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      cwd: directory,
      logFile: options.logFile,
      user: user && { uid: user.uid, gid: user.gid },
      stopSignal: 'SIGINT',
      ...(options.removeWithUs ? { removeWithUs: options.removeWithUs } : {}),
    });
    await whileStarting(running, { signal, log: options.log }, () => untilItAnswers(running, adminUrl));
  };
  await start(options.signal);
  return { adminUrl, process: () => running, start: () => start(), stop: (signal) => running.stop(signal) };
}

function settingArguments(port: number, settings: Record<string, string> = {}): string[] {
  const all = {
    port: `${port}`,
    listen_addresses: '127.0.0.1',
    // Only over TCP: a socket's path has a length limit that a deep checkout would exceed.
    unix_socket_directories: '',
    max_connections: '200',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function untilItAnswers(running: RunningProcess, url: string): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: 5, backoff: () => 0, onnotice: () => {} });
  try {
    for (const deadline = performance.now() + 120_000; ; await pause(30)) {
      if (!running.isRunning()) throw new Problem(endOf(running, `ended with ${await running.ended}`));
      const problem = await client`select 1`.then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
      if (problem === undefined) return;
      if (/password authentication failed/.test(problem.message)) {
        await running.stop();
        throw new Problem(
          "PostgreSQL's data does not take the password in secrets.json: restore that file, or run `npm run reset`.",
        );
      }
      if (performance.now() > deadline)
        throw new Problem(endOf(running, `does not answer: ${problem.message}`));
    }
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** After `kill -9` of the server its sessions end by themselves, but not at once, and it does not start before. */
async function untilNobodyUses(directory: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const isUsed = async () => {
    const folders = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const users = folders.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => ''));
    return (await Promise.all(users)).includes(directory);
  };
  for (let waits = 0; waits < 100 && (await isUsed()); waits += 1) await pause(50);
}

/**
 * After a crash `postmaster.pid` names a process number. PostgreSQL minds that itself unless the number belongs to
 * some other process by now: then it refuses to start, and the file has to go.
 */
async function removeStaleLock(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const content = await readFile(file, 'utf8').catch(() => undefined);
  if (content === undefined) return;
  const pid = Number.parseInt(content, 10);
  const command = Number.isInteger(pid) ? commandLine(pid) : undefined;
  if (command === undefined || !command.includes(directory)) await rm(file, { force: true });
}
