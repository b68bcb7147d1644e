import { connect } from '@postbus/db';
import { connectBus } from '@postbus/events';
import { createLogger, runService } from '@postbus/service-kit';
import { buildApp } from './app.ts';
import { loadServiceConfig } from './config.ts';

runService('uploader', async (env) => {
  const config = loadServiceConfig(env);
  const logger = createLogger({ service: 'uploader', level: config.LOG_LEVEL });
  const db = connect(config.DATABASE_URL, { applicationName: 'uploader' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'uploader', logger });
  const app = await buildApp({ config, logger, db, bus });
  app.start();
  await app.server.listen({ host: config.HOST, port: config.PORT });
  return { close: app.close };
});
