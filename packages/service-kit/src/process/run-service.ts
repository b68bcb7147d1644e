import closeWithGrace from 'close-with-grace';
import { ConfigError } from '../config/config-error.ts';
import { createLogger, type Logger } from '../logging/create-logger.ts';

const closeTimeoutMs = 10_000;

export interface RunningService {
  close(): Promise<void>;
}

/**
 * The edge of a service's process: starts it, and on SIGTERM or SIGINT closes it within 10 seconds.
 *
 * A ConfigError ends the process with its message alone and exit code 1: whoever starts the service needs the names, not
 * a stack. Any other failure, at the start or unhandled later, is logged and ends the process with exit code 1.
 */
export function runService(name: string, start: (env: NodeJS.ProcessEnv) => Promise<RunningService>): void {
  const logger = createLogger({ service: name, level: 'info' });
  start(process.env).then(
    (service) => closeOnSignal(service, logger),
    (error: unknown) => {
      if (error instanceof ConfigError) process.stderr.write(`${name} cannot start. ${error.message}\n`);
      else logger.fatal({ err: error }, 'cannot start');
      process.exit(1);
    },
  );
}

function closeOnSignal(service: RunningService, logger: Logger): void {
  closeWithGrace(
    {
      delay: closeTimeoutMs,
      logger: { error: (error: unknown) => logger.error({ err: error }, 'closing failed') },
      onTimeout: () => logger.error({ closeTimeoutMs }, 'closing took too long'),
    },
    async ({ err, signal }) => {
      if (err) logger.fatal({ err }, 'closing after an unhandled error');
      else logger.info({ signal }, 'closing');
      await service.close();
      logger.info('closed');
    },
  );
}
