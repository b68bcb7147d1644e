import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';
import { jobsSchema } from './add-publish-jobs.ts';

/** How often each is tried. With the library's growing pauses six tries take about seven minutes, three half a minute. */
export const mediaTasks = { import: 6, encode: 3 } as const;
export type MediaTask = keyof typeof mediaTasks;

/**
 * Adds, in the caller's transaction, the job that fetches or encodes a file. There are two queues of each, so that slow
 * servers and long videos never keep all of the worker's places from publications.
 */
export async function addMediaJob(tx: Queryable, task: MediaTask, mediaId: string): Promise<void> {
  const queue = Number.parseInt(mediaId.slice(-1), 16) % 2;
  await tx.execute(sql`
    select ${sql.raw(jobsSchema)}.add_job(
      ${task},
      payload => ${JSON.stringify({ mediaId })}::json,
      queue_name => ${`${task}s:${queue}`},
      max_attempts => ${mediaTasks[task]},
      job_key => ${`${task}:${mediaId}`}
    )`);
}
