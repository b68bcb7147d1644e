import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

/** For the schema of a route that makes something. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
});

/** A request that is to take effect once, however often it is sent. */
export interface KeyedRequest {
  workspaceId: string;
  clientId: string;
  /** The client's own. */
  key: string;
  /** SHA-256 of the route and the body. */
  requestHash: string;
}

/** The request with its `Idempotency-Key`, if it carries one. */
export function keyedRequest(request: FastifyRequest): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  const { workspaceId, clientId } = request.caller;
  return { workspaceId, clientId, key, requestHash: hashOf(request) };
}

/** The same for bodies that say the same, whatever the order of their fields. */
const hashOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([method, url.split('?', 1)[0], sorted(body ?? null)]))
    .digest('hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, part]) => [name, sorted(part)]);
}
