import closeWithGrace from 'close-with-grace';
import { ConfigError } from './load-config.ts';
import { createLogger } from './logger.ts';

const closeWithinMs = 10_000;

/**
 * The process edge of a service: starts it, and closes it on SIGTERM and SIGINT within 10 s.
 * A configuration that can't be used is told on stderr without a stack and ends the process with 1.
 */
export function runService(
  name: string,
  start: (env: NodeJS.ProcessEnv) => Promise<{ close(): Promise<void> }>,
): void {
  void run(name, start);
}

async function run(name: string, start: (env: NodeJS.ProcessEnv) => Promise<{ close(): Promise<void> }>) {
  const logger = createLogger({ service: name, level: 'info' });
  try {
    const service = await start(process.env);
    closeWithGrace({ delay: closeWithinMs, logger: false }, async ({ err, signal }) => {
      if (err) logger.fatal({ err }, 'ending after an error that nothing caught');
      else logger.info({ signal }, 'closing');
      await service.close();
      logger.info('closed');
    });
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${name}: ${error.message}\n`);
    else logger.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}
