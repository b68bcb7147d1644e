import { Registry } from '@prometheus-io/client';
import metricsPlugin from 'fastify-metrics';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** The figures of this process. A service adds its own; `/metrics` shows all. */
    metricsRegistry: Registry;
  }
}

/** `/metrics` in Prometheus' text form: the process, every route, and what the service adds. */
export const metrics = fp(
  async (app) => {
    const registry = new Registry();
    app.decorate('metricsRegistry', registry);
    await app.register(metricsPlugin.default, {
      endpoint: null,
      defaultMetrics: { enabled: true, register: registry },
      routeMetrics: {
        enabled: { histogram: true, summary: false },
        overrides: {
          histogram: { registers: [registry], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5] },
          // Made even when it is not wanted, and in the global registry, where a second server would clash with it.
          summary: { registers: [registry] },
        },
      },
    });
    app.get(
      '/metrics',
      { config: { rateLimit: false, isQuiet: true }, schema: { hide: true } },
      async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
    );
    app.addHook('onClose', async () => registry.clear());
  },
  { name: 'postbus-metrics' },
);
