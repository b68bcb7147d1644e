import { createLogger, runService } from '@postbus/service-kit';
import { buildApp } from './app.ts';
import { configOf } from './config.ts';

runService('console', async (env) => {
  const config = configOf(env);
  const logger = createLogger({ service: 'console', level: config.LOG_LEVEL });
  const { app, close } = await buildApp({ config, logger, clock: Date.now });
  await app.listen({ host: config.HOST, port: config.PORT });
  return { close };
});
