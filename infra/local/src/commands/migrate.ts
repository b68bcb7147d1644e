import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runForeground } from '../processes/run-foreground.ts';
import { Failed, runCommand } from '../run-command.ts';

/** For production: the package of the database has the command, so that its image needs nothing of infra/local. */
await runCommand(async ({ args, signal }) => {
  if (!process.env.DATABASE_URL) {
    throw new Problem('Set DATABASE_URL to migrate that database. A local stack is migrated by `npm start`.');
  }
  const code = await runForeground(
    process.execPath,
    [join(repositoryRoot, 'packages/db/migrate.ts'), ...args],
    { signal },
  );
  if (code !== 0) throw new Failed();
});
