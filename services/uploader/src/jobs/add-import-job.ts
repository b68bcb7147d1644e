import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';
import { jobsSchema } from './add-publish-job.ts';

export const importTask = 'import';
/** With the library's growing pauses these take about seven minutes. */
const maxAttempts = 6;

/**
 * Adds, in the caller's transaction, the job that fetches a file. There are two queues, so that slow servers never keep
 * more than two of the worker's places from publications.
 */
export async function addImportJob(tx: Queryable, mediaId: string): Promise<void> {
  const queue = Number.parseInt(mediaId.slice(-1), 16) % 2;
  await tx.execute(sql`
    select ${sql.raw(jobsSchema)}.add_job(
      ${importTask},
      payload => ${JSON.stringify({ mediaId })}::json,
      queue_name => ${`imports:${queue}`},
      max_attempts => ${maxAttempts},
      job_key => ${`import:${mediaId}`}
    )`);
}
