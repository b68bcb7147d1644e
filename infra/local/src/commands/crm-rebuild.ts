import { join } from 'node:path';
import { dataDirectory, repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runForeground } from '../processes/run-foreground.ts';
import { Failed, runCommand } from '../run-command.ts';
import { readLocalFile } from '../stack/local-file.ts';

/**
 * Makes the CRM tables anew beside the running stack: `npm run crm:rebuild [-- --restart] [--json]`. Of the local stack,
 * or of the database in DATABASE_URL.
 */
await runCommand(async ({ args, signal }) => {
  const DATABASE_URL =
    process.env.DATABASE_URL || (await readLocalFile(dataDirectory(process.env)))?.databaseUrl;
  if (!DATABASE_URL)
    throw new Problem('Start a stack with `npm start`, or set DATABASE_URL to the database of another.');
  const command = join(repositoryRoot, 'services/crm-sync/src/commands/rebuild.ts');
  const env = { ...process.env, DATABASE_URL };
  if ((await runForeground(process.execPath, [command, ...args], { env, signal })) !== 0) throw new Failed();
});
