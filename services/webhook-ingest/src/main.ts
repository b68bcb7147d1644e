import { connect } from '@postbus/db';
import { connectBus } from '@postbus/events';
import { createAuthenticator, createLogger, runService } from '@postbus/service-kit';
import { buildApp } from './app.ts';
import { configOf } from './config.ts';

runService('webhook-ingest', async (env) => {
  const config = configOf(env);
  const logger = createLogger({ service: 'webhook-ingest', level: config.LOG_LEVEL });
  const db = connect(config.DATABASE_URL, { applicationName: 'webhook-ingest' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'webhook-ingest', logger });
  const authenticator = createAuthenticator({ issuer: config.AUTH_ISSUER, jwksUrl: config.AUTH_JWKS_URL });
  const clock = () => new Date();
  const { app, start, close } = await buildApp({ config, db, bus, authenticator, logger, clock });

  start();
  await app.listen({ host: config.HOST, port: config.PORT });
  return { close };
});
