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

/** Counts tries of deliveries by what came of them. */
export function countDeliveries(registry: Registry): (outcome: string) => void {
  const counter = new Counter({
    name: 'endpoint_deliveries_total',
    help: 'Tries to send an event to an endpoint, by what came of them',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  return (outcome) => counter.inc({ outcome });
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

/** Counts connections to the stream of events: how many there are, and those that were cut off. */
export function countStreams(registry: Registry) {
  const open = new Gauge({
    name: 'event_streams',
    help: 'Connections to the stream of events',
    registers: [registry],
  });
  const cut = new Counter({
    name: 'event_streams_cut_total',
    help: 'Connections that were ended because the client did not keep up',
    registers: [registry],
  });
  return { opened: () => open.inc(), closed: () => open.dec(), cut: () => cut.inc() };
}
export type StreamFigures = ReturnType<typeof countStreams>;
