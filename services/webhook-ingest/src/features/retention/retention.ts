import type { Database } from '@postbus/db';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { deleteIdempotencyKeys, deleteKeys, deleteSettledDeadLetters, keepPartitions } from './repository.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const retryMs = 5000;

/** Webhooks are dropped by the month: one may stay for so long after its retention. */
const longestMonthDays = 31;
/** Longer than the stream of dead letters keeps its own, so that none of them is collected a second time. */
const deadLetterDays = 97;
const idempotencyKeyDays = 2;

export interface RetentionDependencies {
  db: Database;
  logger: Logger;
  clock: () => Date;
  /** How long webhooks are kept at least. */
  retentionDays: number;
  /** How old a signature may be. */
  toleranceSeconds: number;
}

/** Makes room for the webhooks of the months to come, and forgets what is too old. Several processes may do so at once. */
export async function retain(dependencies: RetentionDependencies) {
  const { db, clock, retentionDays, toleranceSeconds } = dependencies;
  const now = clock();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const partitions = await keepPartitions(db, { now, retentionDays });
  // A key goes after its webhook, and after every repetition of it whose signature still counts.
  const keptMs = (retentionDays + longestMonthDays) * dayMs + toleranceSeconds * 1000;
  const keys = await deleteKeys(db, ago(keptMs));
  const letters = await deleteSettledDeadLetters(db, ago(Math.max(retentionDays, deadLetterDays) * dayMs));
  await deleteIdempotencyKeys(db, ago(idempotencyKeyDays * dayMs));
  return { ...partitions, keys, letters };
}

/** Does it at once and every hour; soon again when it failed, because without a partition nothing can be taken in. */
export const createRetentionLoop = (dependencies: RetentionDependencies): Loop =>
  createLoop(async () => {
    const { logger } = dependencies;
    try {
      const done = await retain(dependencies);
      if (done.made + done.dropped > 0)
        logger.info(done, 'the months of webhook_events were brought up to date');
      return hourMs;
    } catch (err) {
      logger.warn({ err }, 'could not bring the months of webhook_events up to date');
      return retryMs;
    }
  });
