import type { FastifyRequest } from 'fastify';
import type { Origin } from './repository.ts';

/** Who makes an authenticated request. */
export const originOf = ({ caller, correlationId }: FastifyRequest): Origin => ({
  actor: caller.clientId,
  correlationId,
});

/** A creator's browser, which proves nothing but that it holds the session. */
export const creatorOf = ({ correlationId }: FastifyRequest): Origin => ({ actor: 'creator', correlationId });
