import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { canEnter, postgresUser, type SystemUser } from '../postgres/system-user.ts';
import { Problem } from '../problem.ts';

export interface DataFolders {
  /** `<name>.log` of every process. */
  logs: string;
  nats: string;
  media: string;
  sandbox: string;
  /** PostgreSQL's data directory. Not always below the others: its user must be able to go there. */
  postgres: string;
  postgresUser: SystemUser | undefined;
}

/** Names the folder outside that holds PostgreSQL's data, for a later start and for `npm run reset`. */
const outsideNote = 'postgresql-folder';

/** Makes the folders of a stack below `dataDir`, closed to others. */
export async function makeDataFolders(dataDir: string): Promise<DataFolders> {
  const user = postgresUser();
  await mkdir(dataDir, { recursive: true });
  // PostgreSQL's user may pass through to its data, and look at nothing.
  await chmod(dataDir, user ? 0o711 : 0o700);
  const [logs = '', nats = '', media = '', sandbox = ''] = await Promise.all(
    ['logs', 'nats', 'media', 'sandbox'].map((name) => privateFolder(join(dataDir, name))),
  );
  return { logs, nats, media, sandbox, postgres: await postgresFolder(dataDir, user), postgresUser: user };
}

/** Removes PostgreSQL's folder outside `dataDir`, if there is one. */
export async function removeOutsideFolder(dataDir: string): Promise<void> {
  const folder = await readFile(join(dataDir, outsideNote), 'utf8').catch(() => undefined);
  // The name is checked, since a note may say anything.
  if (folder && basename(folder).startsWith('postbus-data-'))
    await rm(folder, { recursive: true, force: true });
}

async function postgresFolder(dataDir: string, user: SystemUser | undefined): Promise<string> {
  if (canEnter(user, dataDir)) return join(dataDir, 'postgresql');
  // A folder that only root can enter, such as a clone below /root.
  const name = `postbus-data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  const base = ['/var/tmp', '/tmp'].find((folder) => canEnter(user, folder));
  if (!base)
    throw new Problem(
      `The user "${user?.name}", who runs PostgreSQL for root, can enter no folder to keep data in.`,
    );
  const outside = join(base, name);
  await mkdir(outside, { mode: 0o711 }).catch(() => {});
  const found = await lstat(outside);
  // Anybody may write to /var/tmp: what lies there under our name must be ours.
  if (!found.isDirectory() || found.uid !== 0)
    throw new Problem(`${outside} belongs to somebody else: remove it.`);
  await chown(outside, 0, 0);
  await chmod(outside, 0o711);
  await writeFile(join(dataDir, outsideNote), outside, { mode: 0o600 });
  return join(outside, 'postgresql');
}

async function privateFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}
