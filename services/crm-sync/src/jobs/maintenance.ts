import type { Database } from '@postbus/db';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { keepPartitions, thinOldMetrics } from '../features/metrics/thinning.ts';
import { forgetOld } from './forget-old.ts';

const hourMs = 3_600_000;
const retryMs = 60_000;

export interface MaintenanceDependencies {
  db: Database;
  logger: Logger;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Makes room for the figures to come, thins old ones, and deletes what is no longer needed. Several may do so at once. */
export async function maintain({ db, clock }: MaintenanceDependencies): Promise<void> {
  const now = new Date(clock());
  await keepPartitions(db, now);
  await thinOldMetrics(db, now);
  await forgetOld(db, now.getTime());
}

/** Does it every hour; soon again when it failed, because a partition may be missing. */
export const createMaintenanceLoop = (dependencies: MaintenanceDependencies): Loop =>
  createLoop(async () => {
    try {
      await maintain(dependencies);
      return hourMs;
    } catch (error) {
      dependencies.logger.warn({ err: error }, 'the tables could not be tidied up; trying again');
      return retryMs;
    }
  });
