import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { KeyedRequest } from './idempotency.ts';

/** For the schema of a route that makes something. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
});

/** The request with its `Idempotency-Key`, if it carries one. */
export function keyedRequest(
  { caller, headers, body }: FastifyRequest,
  route: string,
): KeyedRequest | undefined {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? { caller, key, route, body } : undefined;
}
