import { execFileSync, spawnSync } from 'node:child_process';
import { Problem } from '../problem.ts';

/** Who PostgreSQL's processes run as. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** Returns undefined when that is ourselves. PostgreSQL refuses root, so root lends it to a user with no rights. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const user = lookUp(name);
    if (!user) continue;
    if (spawnSync('/bin/sh', ['-c', ':'], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0)
      return user;
  }
  throw new Problem(
    'PostgreSQL refuses to run as root, and this root may not become "postgres" or "nobody": ' +
      'start Postbus as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.',
  );
}

function lookUp(name: string): SystemUser | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { name, uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

/** Whether that user can enter this folder: every folder above it must let them through. */
export function canEnter(user: SystemUser | undefined, folder: string): boolean {
  return asUser(user, 'cd -- "$1"', folder);
}

/** Whether that user can run this file. */
export function canRun(user: SystemUser | undefined, file: string): boolean {
  return asUser(user, 'test -x "$1" && "$1" --version', file);
}

/** Whether that user can read this file. */
export function canRead(user: SystemUser | undefined, file: string): boolean {
  return asUser(user, 'test -r "$1"', file);
}

function asUser(user: SystemUser | undefined, script: string, argument: string): boolean {
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  return (
    spawnSync('/bin/sh', ['-c', script, 'sh', argument], { ...identity, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}
