import type { publications } from '@postbus/db/uploader';
import { addPublishJobs } from '../../jobs/add-publish-jobs.ts';
import { giveLeaseBack, type WorkItem } from '../publications/repository.ts';
import { LeaseLostError } from '../publications/write-rows.ts';
import { askStatus } from './ask-status.ts';
import { endFailedStep } from './failed-step.ts';
import { initialise } from './initialise.ts';
import { holdLease, type Lease } from './lease.ts';
import { comeDue, queue } from './queue.ts';
import type { Hold, Step, StepTools } from './step.ts';
import { upload } from './upload.ts';

type Status = typeof publications.$inferSelect.status;

/** What to do next with a publication, by its status. Each step commits its result before the next one begins. */
const steps: Record<Status, Step | null> = {
  draft: null,
  scheduled: comeDue,
  queued: queue,
  initialising: initialise,
  uploading: upload,
  processing: askStatus,
  unconfirmed: askStatus,
  inbox_delivered: askStatus,
  published: askStatus,
  removed: null,
  failed: null,
  cancelled: null,
};

/**
 * Makes the function that takes a publication as far as it goes just now. Any number of processes may call it for the
 * same publication at the same time: the lease lets one through. `signal` tells that the process is to end.
 */
export function createAdvance(tools: StepTools, { leaseMs }: { leaseMs: number }) {
  return async (publicationId: string, signal: AbortSignal): Promise<void> => {
    const lease = await holdLease(tools.db, { publicationId, leaseMs });
    if (!lease) return;
    const hold: Hold = {
      leaseId: lease.leaseId,
      signal: AbortSignal.any([signal, lease.signal]),
      attempt: undefined,
    };
    try {
      await takeSteps(lease.item, hold, tools);
    } catch (error) {
      if (error instanceof LeaseLostError) {
        tools.logger.info({ publicationId }, 'left a publication to whoever changed it');
        return;
      }
      await giveBack(lease, tools);
      if (!signal.aborted) throw error;
    } finally {
      lease.stop();
    }
  };
}

async function takeSteps(first: WorkItem, hold: Hold, tools: StepTools): Promise<void> {
  let item: WorkItem | null = first;
  while (item !== null) {
    hold.signal.throwIfAborted();
    const step: Step | null = steps[item.publication.status];
    if (!step) return;
    const current: WorkItem = item;
    try {
      item = await step(current, hold, tools);
    } catch (error) {
      if (error instanceof LeaseLostError || hold.signal.aborted) throw error;
      item = await endFailedStep(current, hold, { tools, error });
    }
  }
}

/** The row stays due, and a job for it is there, so that another process goes on at once. */
async function giveBack({ leaseId, item }: Lease, { db, logger }: StepTools): Promise<void> {
  const { id, accountId } = item.publication;
  try {
    await db.transaction(async (tx) => {
      if (!(await giveLeaseBack(tx, { publicationId: id, leaseId }))) return;
      await addPublishJobs(tx, [{ id, accountId, nextStepAt: null }]);
    });
  } catch (error) {
    logger.warn({ err: error, publicationId: id }, 'could not give a lease back; it runs out by itself');
  }
}
