import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';

export const jobsSchema = 'uploader_jobs';
export const publishTask = 'publish';

/**
 * Adds, in the caller's transaction, the job that wakes somebody up for a publication when its next step is due. One job a
 * publication: a newer one takes the place of an older one. Jobs of one account run one after the other.
 */
export async function addPublishJob(
  tx: Queryable,
  publication: { id: string; accountId: string; nextStepAt: Date | null },
): Promise<void> {
  await tx.execute(sql`
    select ${sql.raw(jobsSchema)}.add_job(
      ${publishTask},
      payload => ${JSON.stringify({ publicationId: publication.id })}::json,
      queue_name => ${`account:${publication.accountId}`},
      run_at => ${publication.nextStepAt?.toISOString() ?? null}::timestamptz,
      job_key => ${`publication:${publication.id}`}
    )`);
}
