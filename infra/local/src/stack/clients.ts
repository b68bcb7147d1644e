import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import type { ServiceWithClient, StackSecrets } from './secrets.ts';

const run = promisify(execFile);

/** A client of the platform's API, as `local.json` holds it. */
export interface AdminClient {
  clientId: string;
  clientSecret: string;
  workspaceId: string;
}

/** Where a connect flow may send the browser back to: a usual place of an app in development, beside the console. */
export const developmentUrls = ['http://127.0.0.1:4000/', 'http://localhost:4000/', 'http://localhost:3000/'];

/**
 * Stores the clients of a local stack with auth-gateway's own command: one that may do everything in the workspace
 * "local", and those of the services, which act for every workspace. Storing them again changes nothing.
 */
export async function createClients(
  databaseUrl: string,
  secrets: StackSecrets,
  consoleUrls: string[],
): Promise<AdminClient> {
  const returnUrls = new Set([...consoleUrls.map((url) => `${url}/`), ...developmentUrls]);
  const [admin] = await Promise.all([
    createClient(databaseUrl, secrets.adminClient, [
      ...['--workspace-name', 'local', '--client-name', 'local administrator', '--scopes', 'all'],
      ...['--return-urls', [...returnUrls].join(',')],
    ]),
    ...Object.entries(scopesOf).map(([service, scopes]) =>
      createClient(databaseUrl, secrets.serviceClients[service as ServiceWithClient], [
        ...['--client-name', service, '--scopes', scopes, '--service'],
      ]),
    ),
  ]);
  return {
    clientId: admin.clientId,
    clientSecret: secrets.adminClient.secret,
    workspaceId: admin.workspaceId,
  };
}

const scopesOf: Record<ServiceWithClient, string> = {
  uploader: 'accounts:read tokens:read',
  'webhook-ingest': 'webhooks:verify',
  'crm-sync': 'tokens:read',
};

async function createClient(
  databaseUrl: string,
  { id, secret }: { id: string; secret: string },
  options: string[],
): Promise<{ clientId: string; workspaceId: string }> {
  const args = [
    'src/commands/create-client.ts',
    ...options,
    `--client-id=${id}`,
    `--client-secret=${secret}`, // In one word: a secret may begin with a dash.
    '--json',
  ];
  try {
    const { stdout } = await run(process.execPath, args, {
      cwd: join(repositoryRoot, 'services/auth-gateway'),
      env: { ...process.env, DATABASE_URL: databaseUrl },
    });
    return JSON.parse(stdout);
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Problem(`auth-gateway's create-client command failed:\n${detail}`);
  }
}
