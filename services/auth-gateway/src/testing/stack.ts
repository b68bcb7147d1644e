import { randomUUID } from 'node:crypto';
import { auditLog, oauthAccounts, outbox } from '@postbus/db/auth-gateway';
import { startSandbox } from '@postbus/sandbox';
import { createTestDatabase, freePort, startNatsServer, type TestDatabase, waitFor } from '@postbus/testing';
import { asc, eq, isNull } from 'drizzle-orm';
import type { Account } from '../features/accounts/account.ts';
import { type CreatedClient, createClient } from '../features/clients/create-client.ts';
import { type Api, apiOf, call } from './api.ts';
import { createBrowser } from './browser.ts';
import {
  appEnvironment,
  clientKey,
  clientSecret,
  startApp,
  type TestApp,
  type TestAppOptions,
} from './start-app.ts';

export const returnUrl = 'https://planner.example.com/connected';

/** The service with everything around it: PostgreSQL, NATS, a TikTok, and an internal app that may do everything. */
export async function startStack(options: Pick<TestAppOptions, 'clock' | 'env'> = {}) {
  const [database, nats, port] = await Promise.all([
    createTestDatabase('auth-gateway'),
    startNatsServer(),
    freePort(),
  ]);
  const redirectBaseUrl = `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox({
    clientKey,
    clientSecret,
    redirectUris: [`${redirectBaseUrl}/api/auth/tiktok/callback`],
  });
  const apps: TestApp[] = [];
  const appOptions = {
    ...options,
    databaseUrl: database.url,
    natsUrl: nats.url,
    sandboxUrl: sandbox.url,
    redirectBaseUrl,
  };
  const startInstance = async (at?: number) => {
    const app = await startApp({ ...appOptions, ...(at && { port: at }) });
    apps.push(app);
    return app;
  };
  const app = await startInstance(port);
  const client = await newClient(database, 'Bakery');
  const api = await apiOf(app.url, client);

  return {
    database,
    nats,
    sandbox,
    app,
    client,
    api,
    /** Another process of the same service, as far as the database can tell. */
    startInstance,
    /** The environment of another process of the service, which asks the first one for the keys of tokens. */
    environment: appEnvironment({ ...appOptions, port }),
    /** A client of a workspace that nobody else is in. */
    newWorkspace: async (scopes = everyScope) => {
      const stranger = await newClient(database, randomUUID(), scopes);
      return { client: stranger, api: await apiOf(app.url, stranger) };
    },
    async close() {
      for (const started of apps) await started.close();
      await sandbox.close();
      await nats.close();
      await database.close();
    },
  };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;

const everyScope = [
  'accounts:read',
  'accounts:connect',
  'tokens:read',
  'tokens:proxy',
  'workers:run',
  'admin',
];

const newClient = (
  database: TestDatabase,
  workspaceName: string,
  scopes = everyScope,
): Promise<CreatedClient> =>
  createClient(database.db, {
    workspaceName,
    name: 'planner',
    scopes,
    returnUrls: [returnUrl],
    service: false,
  });

/** Asks for a connect session and returns its URL. */
export async function newSession(api: Api, changed: Record<string, unknown> = {}): Promise<string> {
  const answer = await api.post('/api/connect-sessions', {
    platform: 'tiktok',
    userId: 'user-1',
    returnUrl,
    ...changed,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.connectUrl;
}

/** Connects a creator of the sandbox from beginning to end and returns the account's id. */
export async function connectCreator(
  { api }: Pick<Stack, 'api'>,
  options: { creator?: string; userId?: string; scopes?: string[] } = {},
): Promise<string> {
  const browser = createBrowser();
  const connectUrl = await newSession(api, { userId: options.userId ?? 'user-1' });
  const authorizeUrl = await browser.follow(connectUrl);
  const callbackUrl = await browser.decide(authorizeUrl, options);
  const accountId = new URL(await browser.follow(callbackUrl)).searchParams.get('accountId');
  if (!accountId) throw new Error('no account was connected');
  return accountId;
}

/** The row as it is stored. */
export async function storedAccount({ database }: Pick<Stack, 'database'>, id: string): Promise<Account> {
  const [account] = await database.db.select().from(oauthAccounts).where(eq(oauthAccounts.id, id));
  if (!account) throw new Error('no such account');
  return account;
}

export async function changeStored(
  { database }: Pick<Stack, 'database'>,
  id: string,
  change: Partial<Account>,
) {
  await database.db.update(oauthAccounts).set(change).where(eq(oauthAccounts.id, id));
}

/** The types of the events about an account, in order, once NATS has confirmed all of them. */
export async function publishedEvents(
  { database }: Pick<Stack, 'database'>,
  accountId: string,
): Promise<string[]> {
  await waitFor('every event to be published', async () => {
    const waiting = await database.db.select().from(outbox).where(isNull(outbox.publishedAt));
    return waiting.length === 0;
  });
  const rows = await database.db.select().from(outbox).orderBy(asc(outbox.id));
  const events = rows.map(({ event }) => event as { type: string; subject: string });
  return events.filter(({ subject }) => subject === accountId).map(({ type }) => type);
}

/** What the audit log says of an account, in order. */
export async function auditedActions(
  { database }: Pick<Stack, 'database'>,
  accountId: string,
): Promise<string[]> {
  const rows = await database.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.accountId, accountId))
    .orderBy(asc(auditLog.at), asc(auditLog.id));
  return rows.map(({ action }) => action);
}

/** The calls that reached the sandbox under a path, oldest first. */
export async function journal(
  { sandbox }: Pick<Stack, 'sandbox'>,
  path: string,
): Promise<{ body: Record<string, string> }[]> {
  const { body } = await call(`${sandbox.url}/_sandbox/journal?path=${encodeURIComponent(path)}`);
  return body.requests;
}

/** The refreshes that reached the sandbox. */
export async function refreshes(stack: Pick<Stack, 'sandbox'>): Promise<number> {
  const requests = await journal(stack, '/v2/oauth/token/');
  return requests.filter(({ body }) => body.grant_type === 'refresh_token').length;
}

/** Tells the sandbox to do something: a fault, a lost grant. */
export async function tellSandbox(
  { sandbox }: Pick<Stack, 'sandbox'>,
  path: string,
  body: unknown,
): Promise<void> {
  const answer = await call(`${sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`the sandbox answered ${answer.status} to ${path}`);
}
