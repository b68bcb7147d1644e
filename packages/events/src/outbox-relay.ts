import type { StreamName } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { type Bus, BusUnavailableError } from './connect-bus.ts';
import { describeError } from './describe-error.ts';
import {
  envelopeReader,
  type Outbox,
  type OutboxRow,
  type OutboxTable,
  oldestUnpublishedSeconds,
  type RowReader,
} from './outbox-rows.ts';
import { backoffMs, pause } from './pause.ts';
import { type RelayedBatch, relayBatch } from './relay-batch.ts';
import { createWakeUp } from './wake-up.ts';

export interface OutboxRelayOptions {
  db: Database;
  bus: Bus;
  table: OutboxTable;
  /** For a table without envelopes: how a row becomes a message. The column `event` is published as it is unless told. */
  reader?: RowReader<OutboxRow>;
  /** The channel that an insert notifies: `<schema>_outbox`. Without one whoever writes calls `wake`. */
  channel?: string;
  logger: Logger;
  /** Rows in one transaction; 100 unless told. */
  batchSize?: number;
  /** Waited for before each transaction, to let something more urgent go first. Keep it short. */
  beforeBatch?: () => Promise<void>;
  /** How often to look without having been woken: what a lost notification costs; 2 s unless told. */
  sweepIntervalMs?: number;
  /** The beginnings of two sweeps are at least so far apart, so that batches grow under load; without a gap unless told. */
  gatherMs?: number;
}

export interface OutboxRelay {
  /** Relays in the background until stopped, through every absence of PostgreSQL and NATS. */
  start(): void;
  /** Has it look now, and not only with the next sweep: for a process that has just committed events. */
  wake(): void;
  /** Ends after the batch that is under way. */
  stop(): Promise<void>;
  /** Publishes all that waits now. Returns how many events; rejects if some could not be published. */
  sweep(): Promise<number>;
  /** Age of the oldest unpublished event in seconds; 0 if there is none. Rejects without PostgreSQL. */
  lagSeconds(): Promise<number>;
}

/** Makes the relay that publishes an outbox. Any number may run side by side: each row is claimed by one. */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { db, bus, channel, logger, batchSize = 100, sweepIntervalMs = 2000, gatherMs = 0 } = options;
  const outbox = withReader(options);
  const wakeUp = createWakeUp();
  const ensured = new Set<StreamName>();
  let stopping = new AbortController();
  let running: Promise<void> | undefined;
  let unlisten: (() => Promise<void>) | undefined;
  bus.onConnect(() => ensured.clear());

  const ensureStream = async (name: StreamName) => {
    if (ensured.has(name)) return;
    await bus.ensureStream(name);
    ensured.add(name);
  };

  const publishBatch = async (connection: NatsConnection): Promise<RelayedBatch> => {
    const batch = await relayBatch({ db, connection, outbox, batchSize, ensureStream });
    // A refusal may mean that the stream is gone, so the next batch looks.
    if (batch.failures.length > 0) ensured.clear();
    return batch;
  };

  const sweep = async (signal?: AbortSignal) => {
    for (let total = 0; ; ) {
      await options.beforeBatch?.();
      if (!bus.connection || !bus.isConnected()) throw new BusUnavailableError();
      const { claimed, published, failures } = await publishBatch(bus.connection);
      total += published;
      // One row that cannot be published must not hold up the others.
      if (failures.length > 0 && (published === 0 || claimed < batchSize)) throw failures[0];
      if (claimed < batchSize || signal?.aborted) return total;
    }
  };

  const run = async (signal: AbortSignal) => {
    for (let failures = 0; await bus.connected(signal); ) {
      try {
        unlisten ??= await listen();
        const begunAt = performance.now();
        await sweep(signal);
        failures = 0;
        await wakeUp.wait(sweepIntervalMs);
        const aheadMs = begunAt + gatherMs - performance.now();
        if (aheadMs > 0) await pause(aheadMs, signal);
      } catch (error) {
        failures += 1;
        logger.warn({ error: describeError(error), failures }, 'the outbox relay failed and tries again');
        await pause(backoffMs(failures), signal);
      }
    }
  };

  // After a lost connection postgres.js listens again; `onlisten` then looks for what was missed meanwhile.
  const listen = async () => {
    if (channel === undefined) return async () => {};
    const { unlisten } = await db.$client.listen(channel, wakeUp.call, wakeUp.call);
    return unlisten;
  };

  return {
    start() {
      if (running) return;
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    wake: wakeUp.call,
    async stop() {
      stopping.abort();
      wakeUp.call();
      await running;
      running = undefined;
      await unlisten?.().catch(() => {});
      unlisten = undefined;
    },
    sweep: () => sweep(),
    lagSeconds: () => oldestUnpublishedSeconds(db, outbox.table),
  };
}

function withReader({ table, reader }: OutboxRelayOptions): Outbox {
  if (reader) return { table, reader };
  if (!table.event) throw new TypeError('a table without a column event needs a reader');
  return { table, reader: envelopeReader(table.id, table.event) };
}
