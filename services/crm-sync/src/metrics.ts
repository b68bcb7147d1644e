import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** Counts the events that a consumer gave up on. */
export function createDeadLetterCounter(registry: Registry) {
  return new Counter({
    name: 'dead_letters_total',
    help: 'Events that a consumer gave up on',
    labelNames: ['consumer'] as const,
    registers: [registry],
  });
}

/** Counts the passes over accounts whose figures were due, by what came of them: `ok`, or the code of a failure. */
export function createPassCounter(registry: Registry) {
  return new Counter({
    name: 'collections_total',
    help: 'Passes over accounts whose figures were due',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
}

/** Measures what waits whenever somebody looks. A broker that is away leaves the gauge without a value. */
export function measurePending(registry: Registry, consumers: Record<string, () => Promise<number>>): void {
  new Gauge({
    name: 'consumer_pending',
    help: 'Events that a consumer has not yet dealt with',
    labelNames: ['consumer'] as const,
    registers: [registry],
    async collect() {
      for (const [consumer, pending] of Object.entries(consumers)) {
        this.set({ consumer }, await pending().catch(() => Number.NaN));
      }
    },
  });
}

/** Measures how late the service's events are. Without PostgreSQL the gauge has no value. */
export function measureOutbox(registry: Registry, lagSeconds: () => Promise<number>): void {
  new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest event that is not yet on the bus',
    registers: [registry],
    async collect() {
      this.set(await lagSeconds().catch(() => Number.NaN));
    },
  });
}
