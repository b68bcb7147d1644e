import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Header that carries the id which ties together all that one request caused. */
export const correlationIdHeader = 'x-correlation-id';

const wellFormed = /^[\w.:-]{1,128}$/;

/** The caller's correlation id if it is well formed, else a new one. */
export function correlationIdOf(request: IncomingMessage): string {
  const given = request.headers[correlationIdHeader];
  return typeof given === 'string' && wellFormed.test(given) ? given : randomUUID();
}
