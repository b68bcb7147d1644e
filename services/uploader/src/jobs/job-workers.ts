import type { Queryable } from '@postbus/db';
import { jobWorkers } from '@postbus/db/uploader';
import { eq, sql } from 'drizzle-orm';
import { jobsSchema } from './add-publish-jobs.ts';

/** Says that a worker lives. */
export async function sayAlive(db: Queryable, workerId: string): Promise<void> {
  await db
    .insert(jobWorkers)
    .values({ id: workerId, seenAt: sql`now()` })
    .onConflictDoUpdate({ target: jobWorkers.id, set: { seenAt: sql`now()` } });
}

/** Says that a worker has ended in order. */
export async function sayGone(db: Queryable, workerId: string): Promise<void> {
  await db.delete(jobWorkers).where(eq(jobWorkers.id, workerId));
}

/**
 * Frees the jobs, and with them the queues, that were locked by workers who have been silent for longer than
 * `silentMs`. The job library itself would do so after four hours. Returns the ids of those workers.
 */
export async function freeJobsOfDeadWorkers(db: Queryable, silentMs: number): Promise<string[]> {
  const silence = sql`now() - ${Math.round(silentMs)} * interval '1 millisecond'`;
  // A lock that is younger than the silence may be of a worker that has only just come.
  const rows = await db.execute<{ worker_id: string }>(sql`
    select distinct locked_by as worker_id
    from (
      select locked_by, locked_at from ${sql.raw(jobsSchema)}._private_jobs
      union all
      select locked_by, locked_at from ${sql.raw(jobsSchema)}._private_job_queues
    ) as locks
    where locked_by is not null
      and locked_at < ${silence}
      and not exists (
        select from ${jobWorkers} where ${jobWorkers.id} = locks.locked_by and ${jobWorkers.seenAt} >= ${silence}
      )`);
  const dead = rows.map((row) => row.worker_id);
  if (dead.length > 0) {
    const ids = sql.join(
      dead.map((id) => sql`${id}`),
      sql`, `,
    );
    await db.execute(sql`select ${sql.raw(jobsSchema)}.force_unlock_workers(array[${ids}]::text[])`);
  }
  await db.delete(jobWorkers).where(sql`${jobWorkers.seenAt} < now() - interval '1 day'`);
  return dead;
}
