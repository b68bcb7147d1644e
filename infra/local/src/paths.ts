import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Where a stack keeps everything: `.postbus/` of the checkout, or `POSTBUS_DATA_DIR`. */
export function dataDirectory(env: NodeJS.ProcessEnv): string {
  return resolve(repositoryRoot, env.POSTBUS_DATA_DIR || '.postbus');
}
