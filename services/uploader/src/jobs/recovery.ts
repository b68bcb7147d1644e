import type { Database } from '@postbus/db';
import type { Logger } from '@postbus/service-kit';
import { listStranded } from '../features/publications/repository.ts';
import { addPublishJobs } from './add-publish-jobs.ts';
import { freeJobsOfDeadWorkers } from './job-workers.ts';

const rowsAtOnce = 500;

export interface Recovery {
  stop(): Promise<void>;
}

/**
 * Picks up what a crash has left behind, at the start and every `intervalMs`: frees jobs and queues of dead workers and
 * gives every publication a job that is due, has no live lease, and was due for `graceMs`.
 */
export function startRecovery(options: {
  db: Database;
  logger: Logger;
  leaseMs: number;
  intervalMs: number;
  graceMs: number;
  /** False while there are no job tables yet. */
  isPossible(): boolean;
}): Recovery {
  const { db, logger, leaseMs, intervalMs } = options;
  let running: Promise<void> | undefined;

  const sweep = async () => {
    try {
      const dead = await freeJobsOfDeadWorkers(db, leaseMs);
      if (dead.length > 0) logger.warn({ workerIds: dead }, 'freed the jobs of workers that died');
      const count = await wakeStranded(options);
      if (count > 0) logger.info({ count }, 'woke publications that nobody was working on');
    } catch (error) {
      logger.warn({ err: error }, 'looking for stranded publications failed and is tried again');
    }
  };
  const sweepOnce = () => {
    if (!options.isPossible()) return;
    running ??= sweep().finally(() => {
      running = undefined;
    });
  };

  sweepOnce();
  const timer = setInterval(sweepOnce, intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function wakeStranded({ db, graceMs }: { db: Database; graceMs: number }): Promise<number> {
  const stranded = await listStranded(db, { olderThanMs: graceMs, limit: rowsAtOnce });
  await addPublishJobs(db, stranded);
  return stranded.length;
}
