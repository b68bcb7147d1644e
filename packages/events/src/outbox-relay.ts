import { type StreamName, streams } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { type CommittedEvent, onCommitted } from './committed-events.ts';
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
import { createCommittedPublisher } from './publish-committed.ts';
import { type RelayedBatch, relayBatch } from './relay-batch.ts';
import { createWakeUp } from './wake-up.ts';

export interface OutboxRelayOptions {
  db: Database;
  bus: Bus;
  table: OutboxTable;
  /** For a table without envelopes: how a row becomes a message. The column `event` is published as it is unless told. */
  reader?: RowReader<OutboxRow>;
  logger: Logger;
  /** Rows in one transaction; 100 unless told. */
  batchSize?: number;
  /** Waited for before each transaction, to let something more urgent go first. Keep it short. */
  beforeBatch?: () => Promise<void>;
  /** How often to look for what was left behind; 2 s unless told. */
  sweepIntervalMs?: number;
}

export interface OutboxRelay {
  /** Relays in the background until stopped, through every absence of PostgreSQL and NATS. */
  start(): void;
  /**
   * Publishes events that are committed, without reading them. What `writeEvents` has written comes here by itself once its
   * transaction is over.
   */
  publish(events: CommittedEvent[]): void;
  /** Has it look now, and not only with the next sweep: for a process that has just committed what it does not publish. */
  wake(): void;
  /** Ends after the batch that is under way. */
  stop(): Promise<void>;
  /** Publishes all that waits now. Returns how many events; rejects if some could not be published. */
  sweep(): Promise<number>;
  /** Age of the oldest unpublished event in seconds; 0 if there is none. Rejects without PostgreSQL. */
  lagSeconds(): Promise<number>;
}

/** What is younger may be on its way out of the process that wrote it. */
const headStartMs = 1000;

/**
 * Makes the relay that publishes an outbox: what this process writes as soon as it is committed, and with a sweep what was
 * left behind, by whatever process. Any number may run side by side: a sweep claims each row for itself.
 */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { db, bus, table, logger, batchSize = 100, sweepIntervalMs = 2000 } = options;
  const outbox = withReader(options);
  const wakeUp = createWakeUp();
  const ensured = new Set<StreamName>();
  let stopping = new AbortController();
  let running: Promise<void> | undefined;
  let ignore: (() => void) | undefined;
  bus.onConnect(() => ensured.clear());

  const ensureStreams = async (subjects: string[]) => {
    for (const name of streamsOf(subjects)) {
      if (ensured.has(name)) continue;
      await bus.ensureStream(name);
      ensured.add(name);
    }
  };
  const committed = createCommittedPublisher({
    ...{ db, bus, table, ensureStreams, logger },
    onLeft: wakeUp.call,
  });

  const publish = (events: CommittedEvent[]) => {
    if (running && !stopping.signal.aborted) committed.publish(events);
    else wakeUp.call();
  };

  const publishBatch = async (connection: NatsConnection, olderThanMs: number): Promise<RelayedBatch> => {
    const claim = { limit: batchSize, except: committed.underWay(), olderThanMs };
    const batch = await relayBatch({ db, connection, outbox, claim, ensureStreams });
    // A refusal may mean that the stream is gone, so the next batch looks.
    if (batch.failures.length > 0) ensured.clear();
    return batch;
  };

  const sweep = async (olderThanMs: number, signal?: AbortSignal) => {
    for (let total = 0; ; ) {
      await options.beforeBatch?.();
      if (!bus.connection || !bus.isConnected()) throw new BusUnavailableError();
      const { claimed, published, failures } = await publishBatch(bus.connection, olderThanMs);
      total += published;
      // One row that cannot be published must not hold up the others.
      if (failures.length > 0 && (published === 0 || claimed < batchSize)) throw failures[0];
      if (claimed < batchSize || signal?.aborted) return total;
    }
  };

  const run = async (signal: AbortSignal) => {
    let olderThanMs = 0;
    for (let failures = 0; await bus.connected(signal); ) {
      try {
        await sweep(olderThanMs, signal);
        failures = 0;
        const isWoken = await wakeUp.wait(sweepIntervalMs);
        olderThanMs = isWoken ? 0 : headStartMs;
      } catch (error) {
        failures += 1;
        logger.warn({ error: describeError(error), failures }, 'the outbox relay failed and tries again');
        await pause(backoffMs(failures), signal);
      }
    }
  };

  return {
    start() {
      if (running) return;
      stopping = new AbortController();
      running = run(stopping.signal);
      ignore = onCommitted(db, { table, publish });
    },
    publish,
    wake: wakeUp.call,
    async stop() {
      ignore?.();
      stopping.abort();
      wakeUp.call();
      await running;
      running = undefined;
      await committed.drain();
    },
    sweep: () => sweep(0),
    lagSeconds: () => oldestUnpublishedSeconds(db, outbox.table),
  };
}

/** The streams that store these subjects. Each pattern of the contracts is a prefix and `>`. */
function streamsOf(subjects: string[]): Set<StreamName> {
  const names = new Set<StreamName>();
  for (const subject of subjects) {
    for (const { name, subjects: patterns } of Object.values(streams)) {
      if (patterns.some((pattern) => subject.startsWith(pattern.slice(0, -1)))) names.add(name);
    }
  }
  return names;
}

function withReader({ table, reader }: OutboxRelayOptions): Outbox {
  if (reader) return { table, reader };
  if (!table.event) throw new TypeError('a table without a column event needs a reader');
  return { table, reader: envelopeReader(table.id, table.event) };
}
