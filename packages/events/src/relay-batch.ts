import type { Database } from '@postbus/db';
import type { NatsConnection } from 'nats';
import { describeError } from './describe-error.ts';
import {
  type Claim,
  claimUnpublished,
  markFailed,
  markPublished,
  type Outbox,
  type OutboxRow,
} from './outbox-rows.ts';
import { publishMessage } from './publish.ts';

export interface RelayedBatch {
  claimed: number;
  published: number;
  /** Why rows stay unpublished, if some do. */
  failures: unknown[];
}

export interface RelayBatchOptions {
  db: Database;
  connection: NatsConnection;
  outbox: Outbox;
  claim: Claim;
  ensureStreams(subjects: string[]): Promise<void>;
}

/**
 * Publishes the oldest unpublished rows and marks those that JetStream confirmed, in one transaction.
 *
 * A process that dies after publishing and before the commit leaves the rows unpublished: they are published again, with the
 * same message id. JetStream drops the second within its duplicate window, the consumers' inboxes do so for ever.
 */
export function relayBatch(options: RelayBatchOptions): Promise<RelayedBatch> {
  const { db, connection, outbox, claim, ensureStreams } = options;
  const { table, reader } = outbox;
  const publish = async (row: OutboxRow) =>
    publishMessage(connection, { ...reader.messageOf(row), subject: row.subject });

  return db.transaction(async (tx) => {
    const rows = await claimUnpublished(tx, outbox, claim);
    await ensureStreams(rows.map(({ subject }) => subject));
    const results = await Promise.allSettled(rows.map(publish));
    const confirmed: string[] = [];
    const failed: { id: string; reason: unknown }[] = [];
    for (const [index, { id }] of rows.entries()) {
      const result = results[index];
      if (result?.status === 'rejected') failed.push({ id, reason: result.reason });
      else confirmed.push(id);
    }
    if (confirmed.length > 0) await markPublished(tx, table, confirmed);
    if (failed.length > 0) {
      const described = failed.map(({ id, reason }) => ({ id, error: describeError(reason).message }));
      await markFailed(tx, table, described);
    }
    return {
      claimed: rows.length,
      published: confirmed.length,
      failures: failed.map(({ reason }) => reason),
    };
  });
}
