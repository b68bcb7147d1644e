import { type Queryable, recordset } from '@postbus/db';
import { sql } from 'drizzle-orm';

export const jobsSchema = 'uploader_jobs';
export const publishTask = 'publish';

const jobColumns = { payload: sql`json`, queue: sql`text`, key: sql`text`, runAt: sql`timestamptz` };

interface Due {
  id: string;
  accountId: string;
  /** Null for at once. */
  nextStepAt: Date | null;
}

/**
 * Adds, in the caller's transaction, the jobs that wake somebody up for publications when their next step is due. One job a
 * publication: a newer one takes the place of an older one. Jobs of one account run one after the other.
 */
export async function addPublishJobs(tx: Queryable, publications: Due[]): Promise<void> {
  if (publications.length === 0) return;
  const jobs = publications.map(({ id, accountId, nextStepAt }) => ({
    payload: { publicationId: id },
    queue: `account:${accountId}`,
    key: `publication:${id}`,
    runAt: nextStepAt,
  }));
  await tx.execute(sql`
    select ${sql.raw(jobsSchema)}.add_job(
      ${publishTask}, payload => job.payload, queue_name => job.queue, run_at => job."runAt", job_key => job.key)
    from ${recordset(jobs, 'job', jobColumns)}`);
}
