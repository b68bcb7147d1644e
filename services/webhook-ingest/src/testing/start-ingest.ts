import { connect } from '@postbus/db';
import { connectBus } from '@postbus/events';
import { createAuthenticator, createLogger } from '@postbus/service-kit';
import { buildApp } from '../app.ts';
import { configOf } from '../config.ts';
import { clientKey, clientSecret } from './signed-webhook.ts';

export interface IngestOptions {
  databaseUrl: string;
  natsUrl: string;
  authIssuer: string;
  authJwksUrl: string;
  env?: Record<string, string>;
  clock?: () => Date;
  /** Gets every line of the log. */
  log?: { write(line: string): void };
}

/** The environment that the service needs, for a process of its own too. */
export const environmentOf = ({ env, ...urls }: IngestOptions): Record<string, string> => ({
  PORT: '0',
  LOG_LEVEL: 'fatal',
  DATABASE_URL: urls.databaseUrl,
  NATS_URL: urls.natsUrl,
  AUTH_ISSUER: urls.authIssuer,
  AUTH_JWKS_URL: urls.authJwksUrl,
  TIKTOK_CLIENT_KEY: clientKey,
  TIKTOK_CLIENT_SECRET: clientSecret,
  ...env,
});

/** The service within the test, connected to the bus and listening on a port of its own. */
export async function startIngest(options: IngestOptions) {
  const config = configOf(environmentOf(options));
  const { log, clock = () => new Date() } = options;
  const logger = createLogger({
    service: 'webhook-ingest',
    level: config.LOG_LEVEL,
    ...(log && { destination: log }),
  });
  const db = connect(config.DATABASE_URL, { applicationName: 'webhook-ingest' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'webhook-ingest', logger });
  const authenticator = createAuthenticator({ issuer: config.AUTH_ISSUER, jwksUrl: config.AUTH_JWKS_URL });
  const { app, relay, start, close } = await buildApp({ config, db, bus, authenticator, logger, clock });
  start();
  await bus.connected();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, relay, close };
}
export type RunningIngest = Awaited<ReturnType<typeof startIngest>>;
