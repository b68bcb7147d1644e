import { Counter, Gauge, type Registry } from '@prometheus-io/client';

export type Metrics = ReturnType<typeof createMetrics>;

/** What this service counts, beyond what every service does. */
export function createMetrics(registry: Registry) {
  const registers = [registry];
  return {
    oauthFlow: new Counter({
      name: 'oauth_flow_total',
      help: 'Steps of connect flows by outcome: started, connected, or the code of the error',
      labelNames: ['platform', 'outcome'] as const,
      registers,
    }),
    tokenRefreshFailures: new Counter({
      name: 'token_refresh_failures_total',
      help: 'Refreshes that brought no token, by the code of the error',
      labelNames: ['platform', 'reason'] as const,
      registers,
    }),
  };
}

/** What is measured when somebody looks. A source that is away leaves its gauge without a value. */
export function measureBacklog(
  registry: Registry,
  sources: { outboxLagSeconds: () => Promise<number>; consumers: Record<string, () => Promise<number>> },
): void {
  new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest event that is not yet on the bus',
    registers: [registry],
    async collect() {
      this.set(await orNotANumber(sources.outboxLagSeconds));
    },
  });
  new Gauge({
    name: 'consumer_pending',
    help: 'Events that a consumer has not yet dealt with',
    labelNames: ['consumer'] as const,
    registers: [registry],
    async collect() {
      for (const [consumer, pending] of Object.entries(sources.consumers)) {
        this.set({ consumer }, await orNotANumber(pending));
      }
    },
  });
}

/** One source that is away must not cost all the other figures. */
const orNotANumber = (measure: () => Promise<number>) => measure().catch(() => Number.NaN);
