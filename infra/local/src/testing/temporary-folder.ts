import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, type SystemUser } from '../postgres/system-user.ts';

/** A fresh temporary folder that `user` can enter: in the usual place if that is open to them, else in /var/tmp. */
export async function temporaryFolder(name: string, user: SystemUser | undefined): Promise<string> {
  const base = [tmpdir(), '/var/tmp', '/tmp'].find((folder) => canEnter(user, folder)) ?? tmpdir();
  const folder = await mkdtemp(join(base, `postbus-${name}-`));
  // Others may pass through, not look around: what lies inside is closed to them by itself.
  if (user) await chmod(folder, 0o711);
  return folder;
}
