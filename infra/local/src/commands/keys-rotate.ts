import { join } from 'node:path';
import { dataDirectory, repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runForeground } from '../processes/run-foreground.ts';
import { Failed, runCommand } from '../run-command.ts';
import { readLocalFile } from '../stack/local-file.ts';
import { loadSecrets } from '../stack/secrets.ts';

const services = ['auth-gateway', 'uploader', 'crm-sync'] as const;

/**
 * New data keys for the local stack, while it runs: `npm run keys:rotate`. In production each service's own command does
 * it: `node src/commands/rotate-keys.ts`, with the service's environment.
 */
await runCommand(async ({ signal }) => {
  const dataDir = dataDirectory(process.env);
  const local = await readLocalFile(dataDir);
  if (!local) throw new Problem('Start a stack with `npm start`, then rotate its keys beside it.');
  const { encryptionKeys } = await loadSecrets(dataDir);
  for (const service of services) {
    const command = join(repositoryRoot, 'services', service, 'src/commands/rotate-keys.ts');
    const env = {
      ...process.env,
      DATABASE_URL: local.databaseUrl,
      TOKEN_ENCRYPTION_KEYS: process.env.TOKEN_ENCRYPTION_KEYS || encryptionKeys[service],
    };
    if ((await runForeground(process.execPath, [command], { env, signal })) !== 0) throw new Failed();
  }
});
