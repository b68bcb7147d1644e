import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdminClient } from './clients.ts';
import type { Stack } from './start-stack.ts';

/** What `.postbus/local.json` holds, for scripts and the demo. */
export interface LocalFile {
  urls: Stack['urls'];
  platform: Stack['platform'];
  adminClient: AdminClient;
  /** Signs the administrator in to the console; only where that runs, and for this machine. */
  signInUrl?: string | undefined;
  logDirectory: string;
  /** Sets the clock of the stack; only where one was asked for. */
  clockFile?: string | undefined;
  /** As the administrator. */
  databaseUrl: string;
}

/** Writes `local.json` for its owner only: it holds a secret. */
export async function writeLocalFile(dataDir: string, stack: Stack): Promise<void> {
  const { urls, platform, adminClient, signInUrl, logDirectory, clockFile, databaseUrl } = stack;
  const content: LocalFile = {
    urls,
    platform,
    adminClient,
    signInUrl,
    logDirectory,
    clockFile,
    databaseUrl,
  };
  const file = join(dataDir, 'local.json');
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Takes away what an earlier stack has said, until this one is ready. */
export const removeLocalFile = (dataDir: string) => rm(join(dataDir, 'local.json'), { force: true });

/** Reads `local.json`; undefined while no stack from this folder has been ready. */
export async function readLocalFile(dataDir: string): Promise<LocalFile | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, 'local.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
