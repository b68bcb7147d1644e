import type { ErrorBody } from '@postbus/contracts';
import { createServer, type ServerOptions } from '../http/create-server.ts';
import { createLogger } from '../logger.ts';

/** A server as services build it, and every line that it logs. */
export async function createTestServer(options: Partial<ServerOptions> = {}) {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'trace',
    destination: { write: (line) => lines.push(line) },
  });
  const app = await createServer({
    service: 'test',
    title: 'Test',
    description: 'A server for tests.',
    logger,
    config: { RATE_LIMIT_PER_MINUTE: 1000, TRUSTED_PROXIES: '' },
    readiness: {},
    ...options,
  });
  return { app, log: () => lines.join(''), logLines: () => lines.map((line) => JSON.parse(line)) };
}

/** The error in an answer, or a failure that says what came instead. */
export function errorIn(answer: { body: string; statusCode: number }): ErrorBody['error'] {
  const body: ErrorBody = JSON.parse(answer.body);
  if (typeof body.error !== 'object') throw new Error(`no error in a ${answer.statusCode}: ${answer.body}`);
  return body.error;
}
