import Fastify, { type FastifyBaseLogger } from 'fastify';
import { pathOf } from './control/journal.ts';

/** JSON lines on standard output. URLs are logged without their query: upload tokens and codes stand there. */
export const createLogger = (level: string): FastifyBaseLogger =>
  Fastify({
    logger: {
      name: 'sandbox',
      level,
      serializers: { req: ({ method, url }) => ({ method, path: pathOf(`${url}`) }) },
    },
  }).log;
