import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import { commonErrors } from '../common-errors.ts';

/** Limits requests per address in every minute, with the standard headers. */
export const limitRequests = fp<{ perMinute: number }>(
  async (app, { perMinute }) => {
    await app.register(rateLimit, {
      max: perMinute,
      timeWindow: '1 minute',
      enableDraftSpec: true,
      errorResponseBuilder: (_request, { ttl }) =>
        commonErrors.rateLimited({ retryAfterSeconds: ttl / 1000 }),
    });
    // Without this, guessing addresses that do not exist would be free.
    app.setNotFoundHandler({ preHandler: app.rateLimit() }, async () => {
      throw commonErrors.notFound();
    });
  },
  { name: 'postbus-rate-limit' },
);
