import type { Database } from '@postbus/db';
import type { Logger } from 'pino';
import type { CommittedEvent } from './committed-events.ts';
import type { Bus } from './connect-bus.ts';
import { describeError } from './describe-error.ts';
import { markPublished, type OutboxTable } from './outbox-rows.ts';
import { publishMessage } from './publish.ts';

/** What is under way at most; what comes beyond it waits for the sweep, which reads it from the table. */
const mostUnderWay = 1000;
/** Events that were confirmed are marked together. */
const markEveryMs = 100;

export interface PublishCommittedOptions {
  db: Database;
  bus: Bus;
  table: OutboxTable;
  ensureStreams(subjects: string[]): Promise<void>;
  /** Called when something has to be left to the sweep. */
  onLeft(): void;
  logger: Logger;
}

/**
 * Publishes events that this process has just committed, from memory: the outbox is not read, and its rows are marked
 * later, many at once. Whatever goes wrong, the rows stay unpublished and the sweep publishes them under the same ids.
 */
export function createCommittedPublisher(options: PublishCommittedOptions) {
  const { db, bus, table, ensureStreams, onLeft, logger } = options;
  const underWay = new Set<string>();
  const publishing = new Set<Promise<void>>();
  let confirmed: string[] = [];
  let marking: NodeJS.Timeout | undefined;

  async function publishAll(events: CommittedEvent[]): Promise<void> {
    const { connection } = bus;
    const isPossible = connection && bus.isConnected() && underWay.size + events.length <= mostUnderWay;
    if (!isPossible) return onLeft();
    for (const { id } of events) underWay.add(id);
    const outcomes = await ensureStreams(events.map(({ subject }) => subject)).then(
      () => Promise.allSettled(events.map((event) => publishMessage(connection, event))),
      () => [],
    );
    const [published, left] = [[] as string[], [] as string[]];
    for (const [index, { id }] of events.entries())
      (outcomes[index]?.status === 'fulfilled' ? published : left).push(id);
    confirmed.push(...published);
    if (published.length > 0) marking ??= setTimeout(markAll, markEveryMs);
    for (const id of left) underWay.delete(id);
    if (left.length > 0) onLeft();
  }

  async function markAll(): Promise<void> {
    clearTimeout(marking);
    marking = undefined;
    const ids = confirmed;
    confirmed = [];
    if (ids.length === 0) return;
    try {
      await markPublished(db, table, ids);
    } catch (error) {
      logger.warn(
        { error: describeError(error), events: ids.length },
        'published events could not be marked, and will be published again',
      );
    }
    for (const id of ids) underWay.delete(id);
  }

  return {
    publish(events: CommittedEvent[]): void {
      const run = publishAll(events);
      publishing.add(run);
      void run.then(() => publishing.delete(run));
    },
    /** What the sweep must leave alone. */
    underWay: (): string[] => [...underWay],
    /** Resolves when all that is under way is published and marked, or left. */
    async drain(): Promise<void> {
      await Promise.all(publishing);
      await markAll();
    },
  };
}
