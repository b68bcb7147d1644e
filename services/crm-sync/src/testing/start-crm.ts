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
}

/** The service within the test, consuming, and listening on a port of its own. */
export async function startCrm({ databaseUrl, natsUrl, authIssuer, authJwksUrl }: CrmOptions) {
  const config = configOf({
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    AUTH_ISSUER: authIssuer,
    AUTH_JWKS_URL: authJwksUrl,
    TOKEN_ENCRYPTION_KEYS: `test:${'ab'.repeat(32)}`,
    LOG_LEVEL: 'fatal',
    RATE_LIMIT_PER_MINUTE: '100000',
  });
  const logger = createLogger({ service: 'crm-sync', level: config.LOG_LEVEL });
  const db = connect(config.DATABASE_URL, { applicationName: 'crm-sync' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'crm-sync', logger });
  const authenticator = createAuthenticator({ issuer: config.AUTH_ISSUER, jwksUrl: config.AUTH_JWKS_URL });
  const { app, start, close } = await buildApp({ config, db, bus, authenticator, logger });
  start();
  await bus.connected();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close };
}
export type RunningCrm = Awaited<ReturnType<typeof startCrm>>;

/** What the service needs around it: a database, a broker and an issuer of tokens, all of this test file's own. */
export async function startSurroundings() {
  const [database, nats, issuer] = await Promise.all([
    createTestDatabase('crm-sync'),
    startNatsServer(),
    startTokenIssuer(),
  ]);
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
    async close() {
      await Promise.all([nats.close(), issuer.close()]);
      await database.close();
    },
  };
}
export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;
