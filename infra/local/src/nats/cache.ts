import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';

/** A folder that outlives `npm run reset`: the user's cache, or one in node_modules where there is no home. */
export async function cacheFolder(env: NodeJS.ProcessEnv): Promise<string> {
  const base = env.XDG_CACHE_HOME || (env.HOME ? join(env.HOME, '.cache') : undefined);
  for (const folder of [base && join(base, 'postbus'), join(repositoryRoot, 'node_modules/.cache/postbus')]) {
    if (folder && (await isWritable(folder))) return folder;
  }
  return join(repositoryRoot, '.postbus', 'cache');
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
