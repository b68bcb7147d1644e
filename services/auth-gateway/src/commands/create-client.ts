import { parseArgs } from 'node:util';
import { clientScopes } from '@postbus/contracts';
import { connect } from '@postbus/db';
import { ConfigError } from '@postbus/service-kit';
import { loadCommandConfig } from '../config.ts';
import { type CreatedClient, createClient, InvalidClientError } from '../features/clients/create-client.ts';

const usage = `node src/commands/create-client.ts --client-name <name> --scopes "<scope scope>"|all
  --workspace-name <name>      the workspace; made unless it is there
  --return-urls <url,url>      where a connect flow may send the browser back to
  --service                    a service-to-service client, for every workspace
  --client-id <uuid> --client-secret <secret>   store exactly this client; may be repeated
  --json                       print JSON`;

try {
  const created = await run();
  console.log(created.asJson ? JSON.stringify(created.client) : describe(created.client));
} catch (error) {
  if (!isForTheCaller(error)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 1;
}

async function run(): Promise<{ client: CreatedClient; asJson: boolean }> {
  const { values } = parseArgs({
    options: {
      'workspace-name': { type: 'string' },
      'client-name': { type: 'string' },
      scopes: { type: 'string' },
      'return-urls': { type: 'string', default: '' },
      service: { type: 'boolean', default: false },
      'client-id': { type: 'string' },
      'client-secret': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values['client-name'] || !values.scopes)
    throw new InvalidClientError('name the client and its scopes');
  const { DATABASE_URL } = loadCommandConfig(process.env);
  const db = connect(DATABASE_URL, { applicationName: 'auth-gateway create-client', maxConnections: 1 });
  try {
    const client = await createClient(db, {
      name: values['client-name'],
      scopes: values.scopes === 'all' ? clientScopes : values.scopes.split(/\s+/).filter(Boolean),
      returnUrls: values['return-urls'].split(',').filter(Boolean),
      service: values.service,
      ...(values['workspace-name'] && { workspaceName: values['workspace-name'] }),
      ...(values['client-id'] && { clientId: values['client-id'] }),
      ...(values['client-secret'] && { secret: values['client-secret'] }),
    });
    return { client, asJson: values.json };
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

function describe({ workspaceId, clientId, clientSecret, scopes }: CreatedClient): string {
  return [
    `workspace      ${workspaceId}`,
    `client id      ${clientId}`,
    `client secret  ${clientSecret}`,
    `scopes         ${scopes.join(' ')}`,
    'The secret is not shown again.',
  ].join('\n');
}

/** An error that says what to change on the command line or in the environment. */
function isForTheCaller(error: unknown): error is Error {
  if (error instanceof InvalidClientError || error instanceof ConfigError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
