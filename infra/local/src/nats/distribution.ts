import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const limits = { timeout: 120_000, maxBuffer: 16 * 1024 * 1024 };

/**
 * Unpacks the Debian package nats-server into `folder`, without root: apt keeps its lists and downloads there and
 * nothing is installed. Returns the program's path.
 */
export async function unpackDebianPackage(folder: string): Promise<string> {
  const lists = join(folder, 'lists');
  const cache = join(folder, 'cache');
  const unpacked = join(folder, 'unpacked');
  await Promise.all([join(lists, 'partial'), join(cache, 'archives/partial'), unpacked].map(makeFolder));
  const options = [
    ...['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`],
    // Our folders are private, and apt would hand the download to a user who cannot enter them.
    ...['-o', 'APT::Sandbox::User=', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=10'],
  ];
  const inFolder = { ...limits, cwd: folder };
  await run('apt-get', [...options, '-qq', 'update'], inFolder);
  await run('apt-get', [...options, '-qq', 'download', 'nats-server'], inFolder);
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (!archive) throw new Error('apt-get downloaded nothing');
  await run('dpkg-deb', ['-x', archive, unpacked], inFolder);
  return join(unpacked, 'usr/sbin/nats-server');
}

/** Installs nats-server with Homebrew. Returns the program's path. */
export async function installWithBrew(): Promise<string> {
  await run('brew', ['install', '--quiet', 'nats-server'], { ...limits, timeout: 600_000 });
  const { stdout } = await run('brew', ['--prefix', 'nats-server'], limits);
  return join(stdout.trim(), 'bin/nats-server');
}

const makeFolder = (path: string) => mkdir(path, { recursive: true });
