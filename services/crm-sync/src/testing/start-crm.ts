import { randomUUID } from 'node:crypto';
import { connect } from '@postbus/db';
import { connectBus } from '@postbus/events';
import { createAuthenticator, createLogger } from '@postbus/service-kit';
import { createTestDatabase, startNatsServer, startTokenIssuer } from '@postbus/testing';
import { buildApp } from '../app.ts';
import { configOf } from '../config.ts';

export interface CrmOptions {
  databaseUrl: string;
  natsUrl: string;
  authIssuer: string;
  authJwksUrl: string;
  /** Further configuration. */
  env?: NodeJS.ProcessEnv;
  /** Takes every line of the log; without it nothing is logged. */
  log?: (line: string) => void;
  clock?: () => number;
}

/** The service within the test, consuming, and listening on a port of its own. */
export async function startCrm({
  databaseUrl,
  natsUrl,
  authIssuer,
  authJwksUrl,
  env,
  log,
  clock,
}: CrmOptions) {
  const config = configOf({
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    AUTH_ISSUER: authIssuer,
    AUTH_JWKS_URL: authJwksUrl,
    TOKEN_ENCRYPTION_KEYS: `test:${'ab'.repeat(32)}`,
    LOG_LEVEL: log ? 'trace' : 'fatal',
    RATE_LIMIT_PER_MINUTE: '100000',
    AUTH_GATEWAY_URL: 'http://127.0.0.1:9',
    AUTH_CLIENT_ID: 'crm-sync',
    AUTH_CLIENT_SECRET: 'secret of the service client',
    COLLECT_CONCURRENCY: '0',
    ...env,
  });
  const logger = createLogger({
    ...{ service: 'crm-sync', level: config.LOG_LEVEL },
    ...(log ? { destination: { write: log } } : {}),
  });
  const db = connect(config.DATABASE_URL, { applicationName: 'crm-sync' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'crm-sync', logger });
  const authenticator = createAuthenticator({ issuer: config.AUTH_ISSUER, jwksUrl: config.AUTH_JWKS_URL });
  const { app, start, close } = await buildApp({
    ...{ config, db, bus, authenticator, logger },
    ...(clock && { clock }),
  });
  start();
  await bus.connected();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close };
}
interface ApiCall {
  workspaceId: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export type RunningCrm = Awaited<ReturnType<typeof startCrm>>;

/** What the service needs around it: a database, a broker and an issuer of tokens, all of this test file's own. */
export async function startSurroundings() {
  const [database, nats, issuer] = await Promise.all([
    createTestDatabase('crm-sync'),
    startNatsServer(),
    startTokenIssuer(),
  ]);
  const clientId = randomUUID();
  const options: CrmOptions = {
    databaseUrl: database.url,
    natsUrl: nats.url,
    authIssuer: issuer.issuer,
    authJwksUrl: issuer.jwksUrl,
  };
  return {
    database,
    nats,
    options,
    /** The `authorization` of a client of the workspace. */
    bearer: (workspaceId: string, scopes = ['crm:read', 'endpoints:write']) =>
      issuer.bearer({ workspaceId, scopes }),
    /** Gets a path as a client of the workspace. */
    async get(url: string, workspaceId: string, scopes = ['crm:read']) {
      const answer = await fetch(url, { headers: { authorization: issuer.bearer({ workspaceId, scopes }) } });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    },
    /** Calls a path as a client of the workspace, which may do everything unless told. */
    async call(url: string, { workspaceId, method = 'GET', body, headers }: ApiCall) {
      const answer = await fetch(url, {
        method,
        headers: {
          authorization: issuer.bearer({ workspaceId, scopes: ['crm:read', 'endpoints:write'], clientId }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    },
    async close() {
      await Promise.all([nats.close(), issuer.close()]);
      await database.close();
    },
  };
}
export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;
