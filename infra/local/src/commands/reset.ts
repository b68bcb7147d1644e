import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDirectory } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runCommand } from '../run-command.ts';
import { removeOutsideFolder } from '../stack/data-folders.ts';
import { lockStack, stackOwner } from '../stack/lock.ts';

/** All that a stack keeps. Named one by one: `POSTBUS_DATA_DIR` may be a folder that holds other things too. */
const contents = [
  ...['logs', 'nats', 'media', 'sandbox', 'postgresql', 'postgresql.new', 'postgresql.password'],
  ...['secrets.json', 'secrets.json.new', 'local.json', 'local.json.new', 'postgresql-folder', 'clock'],
];

await runCommand(async () => {
  const dataDir = dataDirectory(process.env);
  const owner = stackOwner(dataDir);
  if (owner) throw new Problem(`Postbus runs from ${dataDir} (process ${owner}): end it first, then reset.`);
  // Taking the lock also ends what a killed stack has left running.
  const lock = await lockStack(dataDir).catch(ignoreMissing);
  await removeOutsideFolder(dataDir);
  for (const name of contents) await rm(join(dataDir, name), { recursive: true, force: true });
  lock?.release();
  await rmdir(dataDir).catch(() => {});
  console.log(`Emptied ${dataDir}. The next start begins anew.`);
});

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
