import type { FastifyRequest } from 'fastify';

/** A parameter of the query, the first if it is repeated, or undefined. */
export function queryValue(request: FastifyRequest, name: string): string | undefined {
  const query: Record<string, unknown> = { ...(request.query ?? {}) };
  const value = Array.isArray(query[name]) ? query[name][0] : query[name];
  return typeof value === 'string' ? value : undefined;
}
