import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';

export type Metrics = ReturnType<typeof createMetrics>;

/** What this service counts, beyond what every service does. */
export function createMetrics(registry: Registry) {
  const registers = [registry];
  return {
    processingLatencySeconds: new Histogram({
      name: 'webhook_processing_latency_seconds',
      help: 'From the arrival of a webhook to its answer, which says that it is on disk',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    webhooks: new Counter({
      name: 'webhooks_received_total',
      help: 'Webhooks by outcome: stored, duplicate, or the code of the refusal',
      labelNames: ['outcome'] as const,
      registers,
    }),
  };
}

/** Measures the backlog whenever somebody looks. A database that is away leaves the gauge without a value. */
export function measureOutboxLag(registry: Registry, lagSeconds: () => Promise<number>): void {
  new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest webhook that is not yet on the bus',
    registers: [registry],
    async collect() {
      this.set(await lagSeconds().catch(() => Number.NaN));
    },
  });
}
