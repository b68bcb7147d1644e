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

interface OpenDeadLetters {
  service: string;
  consumer: string;
  open: number;
}

/** Counts what waits for a person whenever somebody looks. A database that is away leaves the gauge without values. */
export function measureDeadLetters(registry: Registry, countOpen: () => Promise<OpenDeadLetters[]>): void {
  new Gauge({
    name: 'dead_letters_open',
    help: 'Messages that a consumer gave up on and nobody has replayed or discarded',
    labelNames: ['service', 'consumer'] as const,
    registers: [registry],
    async collect() {
      this.reset();
      for (const { service, consumer, open } of await countOpen().catch(() => [])) {
        this.set({ service, consumer }, open);
      }
    },
  });
}

/** Measures what waits to be collected. A broker that is away leaves the gauge without a value. */
export function measurePending(registry: Registry, consumers: Record<string, () => Promise<number>>): void {
  new Gauge({
    name: 'consumer_pending',
    help: 'Messages that a consumer has not yet dealt with',
    labelNames: ['consumer'] as const,
    registers: [registry],
    async collect() {
      for (const [consumer, pending] of Object.entries(consumers)) this.set({ consumer }, await pending());
    },
  });
}
