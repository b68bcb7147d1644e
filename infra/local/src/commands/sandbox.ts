import { join } from 'node:path';
import { dataDirectory, repositoryRoot } from '../paths.ts';
import { requireFreePort } from '../processes/ports.ts';
import { runForeground } from '../processes/run-foreground.ts';
import { Failed, runCommand } from '../run-command.ts';
import { makeDataFolders } from '../stack/data-folders.ts';
import { localUrl, sandboxEnvironment } from '../stack/environment.ts';
import { loadSecrets } from '../stack/secrets.ts';
import { stackSettings } from '../stack/settings.ts';

/** The sandbox alone, for a program of one's own. Any SANDBOX_… variable replaces what is chosen here. */
await runCommand(async ({ signal }) => {
  const settings = stackSettings({});
  await requireFreePort('sandbox', settings.ports.sandbox, 'SANDBOX_PORT');
  const dataDir = dataDirectory(process.env);
  const [folders, secrets] = [await makeDataFolders(dataDir), await loadSecrets(dataDir)];
  const given = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name.startsWith('SANDBOX_')),
  );
  const env = { ...sandboxEnvironment({ settings, secrets, folders }), ...given };
  const url = localUrl(settings, 'sandbox');
  console.log(`A TikTok to develop against: ${url}

  TIKTOK_AUTH_BASE_URL=${url}
  TIKTOK_API_BASE_URL=${url}
  TIKTOK_CLIENT_KEY=${env.SANDBOX_CLIENT_KEY}
  TIKTOK_CLIENT_SECRET=${env.SANDBOX_CLIENT_SECRET}
  redirect URI: ${env.SANDBOX_REDIRECT_URI}
  webhooks go to ${env.SANDBOX_WEBHOOK_URL}
`);
  const main = join(repositoryRoot, 'infra/sandbox/src/main.ts');
  const code = await runForeground(process.execPath, [main], { env, signal });
  if (code !== 0 && !signal.aborted) throw new Failed();
});
