import type { Database } from '@postbus/db';
import { inbox, outbox } from '@postbus/db/crm-sync';
import { prune } from '@postbus/events';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { keepPartitions, thinOldMetrics } from '../features/metrics/thinning.ts';
import type { DisplayQuota } from '../features/quotas/display-quota.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Longer than the streams keep their messages: to fill an emptied broker, and to know a message that comes again. */
const eventsKeptMs = 30 * dayMs;

export interface MaintenanceDependencies {
  db: Database;
  quota: DisplayQuota;
  logger: Logger;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Makes room for the figures to come, thins old ones, and deletes what is no longer needed. Several may do so at once. */
export async function maintain({ db, quota, clock }: MaintenanceDependencies): Promise<void> {
  const now = new Date(clock());
  await keepPartitions(db, now);
  await thinOldMetrics(db, now);
  await quota.forgetDaysBefore(now);
  await prune({ db, outbox, inbox, before: new Date(now.getTime() - eventsKeptMs) });
}

/** Does it every hour. */
export const createMaintenanceLoop = (dependencies: MaintenanceDependencies): Loop =>
  createLoop(async () => {
    try {
      await maintain(dependencies);
    } catch (error) {
      dependencies.logger.warn({ err: error }, 'the tables could not be tidied up; trying again');
    }
    return hourMs;
  });
