import { setTimeout as timer } from 'node:timers/promises';
import fp from 'fastify-plugin';
import { Type } from 'typebox';

/** What must work for the service to take requests: a name and a check that rejects when it does not. */
export type ReadinessChecks = Record<string, () => Promise<unknown>>;

const checkWithinMs = 3000;

const Readiness = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not_ready')]),
  checks: Type.Record(Type.String(), Type.Union([Type.Literal('ok'), Type.Literal('failed')])),
});

/** `/health/live`: the process runs. `/health/ready`: everything it needs is there. */
export const health = fp<{ checks: ReadinessChecks }>(
  async (app, { checks }) => {
    const unlimited = { rateLimit: false, isQuiet: true } as const;
    app.get(
      '/health/live',
      {
        config: unlimited,
        schema: {
          tags: ['operations'],
          operationId: 'getLiveness',
          summary: 'Whether the process runs',
          security: [],
          response: { 200: Type.Object({ status: Type.Literal('live') }) },
        },
      },
      async () => ({ status: 'live' }),
    );
    app.get(
      '/health/ready',
      {
        config: unlimited,
        schema: {
          tags: ['operations'],
          operationId: 'getReadiness',
          summary: 'Whether everything is there that the service needs',
          security: [],
          response: { 200: Readiness, 503: Readiness },
        },
      },
      async (request, reply) => {
        const results = await Promise.all(
          Object.entries(checks).map(async ([name, check]) => {
            try {
              await withinLimit(check());
              return [name, 'ok'] as const;
            } catch (err) {
              request.log.warn({ err, check: name }, 'not ready');
              return [name, 'failed'] as const;
            }
          }),
        );
        const isReady = results.every(([, result]) => result === 'ok');
        return reply
          .code(isReady ? 200 : 503)
          .send({ status: isReady ? 'ready' : 'not_ready', checks: Object.fromEntries(results) });
      },
    );
  },
  { name: 'postbus-health' },
);

async function withinLimit(work: Promise<unknown>): Promise<void> {
  const giveUp = new AbortController();
  const limit = timer(checkWithinMs, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`no answer within ${checkWithinMs} ms`);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    giveUp.abort();
    limit.catch(() => 'the limit was lifted');
  }
}
