import type { Database } from '@postbus/db';
import type { EventConsumer, OutboxRelay } from '@postbus/events';
import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import { countByStatus, type WorkItem } from './features/publications/repository.ts';
import type { Quotas } from './features/quotas/quotas.ts';

const outcomes = new Set(['published', 'removed', 'inbox_delivered', 'failed', 'unconfirmed']);

/** The service's own figures, beside those that every service has. */
export function createMetrics(options: {
  registry: Registry;
  db: Database;
  relay: OutboxRelay;
  consumers: Record<string, EventConsumer>;
  quotas: Pick<Quotas, 'least'>;
}) {
  const { registry, db, relay, consumers, quotas } = options;
  const registers = [registry];
  const uploads = new Counter({
    name: 'upload_total',
    help: 'Publications by what became of them',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const deadLetters = new Counter({
    name: 'dead_letters_total',
    help: 'Events that a consumer gave up on',
    registers,
  });
  new Gauge({
    name: 'publications',
    help: 'Publications by status',
    labelNames: ['status'],
    registers,
    async collect() {
      this.reset();
      const counts = await countByStatus(db).catch(() => []);
      for (const { status, count } of counts) this.set({ status }, count);
    },
  });
  new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest event that is not yet on the bus',
    registers,
    async collect() {
      this.set(await orNotANumber(relay.lagSeconds()));
    },
  });
  new Gauge({
    name: 'consumer_pending',
    help: 'Messages that a consumer has not dealt with',
    labelNames: ['consumer'],
    registers,
    async collect() {
      for (const [consumer, { pending }] of Object.entries(consumers))
        this.set({ consumer }, await orNotANumber(pending()));
    },
  });

  new Gauge({
    name: 'quota_remaining',
    help: 'What is left of a quota to the creator who has least of it',
    labelNames: ['quota'],
    registers,
    async collect() {
      this.reset();
      const left = await quotas.least().catch(() => []);
      for (const { quota, remaining } of left) this.set({ quota }, remaining);
    },
  });

  return {
    /** Counts a publication that has come to an outcome. */
    countTransition(before: WorkItem, { publication }: WorkItem): void {
      if (before.publication.status === publication.status || !outcomes.has(publication.status)) return;
      uploads.inc({ platform: publication.platform, outcome: publication.status });
    },
    countDeadLetter: () => deadLetters.inc(),
  };
}

/** One source that is away must not cost all the other figures. */
const orNotANumber = (figure: Promise<number>) => figure.catch(() => Number.NaN);
