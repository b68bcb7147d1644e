import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';
import type { PostgresBinaries } from './binaries.ts';
import type { SystemUser } from './system-user.ts';

const run = promisify(execFile);

export interface ClusterOptions {
  /** Where the data lives. Its parent must be a folder that `user` can enter. */
  directory: string;
  password: string;
  binaries: PostgresBinaries;
  user: SystemUser | undefined;
}

/** The administrator's role of every cluster made here. */
export const administrator = 'postbus';

/** Makes PostgreSQL's data directory if there is none. One that was left half made is made anew. */
export async function ensureCluster({ directory, password, binaries, user }: ClusterOptions): Promise<void> {
  if (await stat(join(directory, 'PG_VERSION')).catch(() => undefined)) return;
  const draft = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (user) {
    await chown(draft, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  try {
    await initialise(binaries.initdb, draft, passwordFile, user);
    // Renamed only when complete, so that a run that died in between leaves nothing that looks whole.
    await rename(draft, directory);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await chmod(directory, 0o700);
}

async function initialise(initdb: string, draft: string, passwordFile: string, user: SystemUser | undefined) {
  const args = [
    `--pgdata=${draft}`,
    `--username=${administrator}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own collation: the same on every machine, whatever locales are installed.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ];
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  try {
    await run(initdb, args, { ...identity, cwd: dirname(draft), env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Problem(`PostgreSQL's data directory ${draft} cannot be made:\n${output}`);
  }
}
