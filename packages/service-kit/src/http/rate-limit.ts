import rateLimit, { type FastifyRateLimitStoreCtor, normalizeIP } from '@fastify/rate-limit';
import { Counter } from '@prometheus-io/client';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { commonErrors } from '../common-errors.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts refused requests by endpoint. A route with a limit of its own counts here too. */
    rateLimitHits: Counter<'endpoint'>;
  }
}

/** Limits requests in every minute, by client, or by address where there is none, with the standard headers. */
export const limitRequests = fp<{ perMinute: number; store: FastifyRateLimitStoreCtor | undefined }>(
  async (app, { perMinute, store }) => {
    const hits = new Counter({
      name: 'rate_limit_hits_total',
      help: 'Requests refused by the rate limit',
      labelNames: ['endpoint'] as const,
      registers: [app.metricsRegistry],
    });
    app.decorate('rateLimitHits', hits);
    await app.register(rateLimit, {
      max: perMinute,
      timeWindow: '1 minute',
      ...(store && { store, skipOnError: true }),
      enableDraftSpec: true,
      keyGenerator: keyOf,
      onExceeded: (request) => hits.inc({ endpoint: request.routeOptions.url ?? 'unknown' }),
      errorResponseBuilder: (_request, { ttl }) =>
        commonErrors.rateLimited({ retryAfterSeconds: ttl / 1000 }),
    });
    // Without this, guessing addresses that do not exist would be free.
    app.setNotFoundHandler({ preHandler: app.rateLimit() }, async () => {
      throw commonErrors.notFound();
    });
  },
  { name: 'postbus-rate-limit', dependencies: ['postbus-metrics'] },
);

/** By workspace too: a service-to-service client acts for many, and a busy one must not use up the limit of all. */
function keyOf({ caller, ip }: FastifyRequest): string {
  return caller ? `client ${caller.clientId} ${caller.workspaceId}` : `address ${normalizeIP(ip)}`;
}
