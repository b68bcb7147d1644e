import { loadConfig, optionsOf } from './config.ts';
import { createLogger } from './log.ts';
import { startSandbox } from './start-sandbox.ts';

/** How long an orderly end may take. */
const closeMs = 10_000;

try {
  const config = loadConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const sandbox = await startSandbox({ ...optionsOf(config), logger });
  logger.info({ url: sandbox.url }, 'the sandbox listens');

  const stop = () => {
    setTimeout(() => process.exit(1), closeMs).unref();
    void sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
