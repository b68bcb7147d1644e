import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@postbus/db';
import type { Logger } from '@postbus/service-kit';
import { Logger as JobLogger, type Runner, run, type Task, type WorkerPool } from 'graphile-worker';
import pg from 'pg';
import type { MediaTask } from './add-media-job.ts';
import { jobsSchema, publishTask } from './add-publish-jobs.ts';
import { sayAlive, sayGone } from './job-workers.ts';

/** Publications that one process carries out at the same time. */
const concurrency = 8;
/** How often a job is looked for that becomes due by time; one added for now is told of at once. */
const pollIntervalMs = 1000;
/** After this long a running job is told to stop, when the process ends. */
const stopWithinMs = 500;
const restartAfterMs = 1000;
/**
 * The library's own table of migrations, as it would make it. Without it the library first says `create schema if not
 * exists`, for which PostgreSQL wants rights on the whole database even when the schema is there.
 */
const historyTable = `
  create table if not exists ${jobsSchema}.migrations (
    id int primary key,
    ts timestamptz not null default now(),
    breaking boolean not null default false
  )`;

export interface JobWorker {
  /** Works in the background until stopped, through every absence of PostgreSQL. */
  start(): void;
  /** Whether the job tables are there and jobs are taken. */
  isRunning(): boolean;
  /** Tells running jobs to stop and waits for them. */
  stop(): Promise<void>;
}

interface Attempt {
  signal: AbortSignal;
  isLastTry: boolean;
}

export interface JobWorkerOptions {
  databaseUrl: string;
  db: Database;
  logger: Logger;
  advance(publicationId: string, signal: AbortSignal): Promise<void>;
  mediaTasks: Record<MediaTask, (mediaId: string, attempt: Attempt) => Promise<void>>;
  heartbeatMs: number;
}

/**
 * Runs publications in the background; brings the job tables up to date first. A job says no more than "look at this
 * publication". While it runs, the worker is seen in `job_workers`; see `recovery.ts` for what happens when it dies.
 */
export function createJobWorker(options: JobWorkerOptions): JobWorker {
  const { db, logger, heartbeatMs } = options;
  const stopping = new AbortController();
  let runner: Runner | undefined;
  let workerId: string | undefined;
  let working: Promise<void> | undefined;

  const beat = () => {
    if (workerId === undefined) return;
    sayAlive(db, workerId).catch((error) =>
      logger.warn({ err: error }, 'could not say that this worker lives'),
    );
  };

  // The library gives up after some failures in a row, for instance while PostgreSQL is away for long.
  const work = async (pool: pg.Pool) => {
    while (!stopping.signal.aborted) {
      try {
        await pool.query(historyTable);
        runner = await startRunner(pool, options, (id) => {
          workerId = id;
          beat();
        });
        if (stopping.signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        logger.warn({ err: error }, 'the job worker ended and is started again');
      }
      runner = undefined;
      await pause(restartAfterMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  const timer = setInterval(beat, heartbeatMs);
  timer.unref();
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: concurrency + 2,
    application_name: 'uploader jobs',
  });
  const lost = (error: Error) => logger.warn({ err: error }, 'a connection of the job worker was lost');
  pool.on('error', lost);
  // Without this the loss of a connection that is in use would end the process.
  pool.on('connect', (client) => void client.on('error', lost));

  return {
    start() {
      working ??= work(pool);
    },
    isRunning: () => runner !== undefined,
    async stop() {
      stopping.abort();
      await runner?.stop().catch(() => {}); // It may just have ended by itself.
      await working;
      clearInterval(timer);
      await pool.end();
      if (workerId !== undefined) await sayGone(db, workerId);
    },
  };
}

function startRunner(
  pgPool: pg.Pool,
  { logger, advance, mediaTasks }: JobWorkerOptions,
  onWorkerId: (workerId: string) => void,
): Promise<Runner> {
  const mediaTask =
    (name: MediaTask): Task =>
    (payload, { abortSignal, job }) =>
      toldHere(logger, name, () =>
        mediaTasks[name](idIn(payload, 'mediaId'), {
          signal: abortSignal ?? never,
          isLastTry: job.attempts >= job.max_attempts,
        }),
      );
  const events = new EventEmitter();
  events.on('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => onWorkerId(workerPool.id));
  return run({
    pgPool,
    schema: jobsSchema,
    concurrency,
    pollInterval: pollIntervalMs,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: stopWithinMs,
    parsedCronItems: [],
    // Unless they are batched the library does not wait for these writes, and one that fails ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    events,
    logger: new JobLogger(jobLog(logger)),
    taskList: {
      [publishTask]: (payload, { abortSignal }) =>
        toldHere(logger, publishTask, () => advance(idIn(payload, 'publicationId'), abortSignal ?? never)),
      import: mediaTask('import'),
      encode: mediaTask('encode'),
    },
  });
}

/** The library logs and stores an error's message: that of a query would hold its parameters. */
async function toldHere(logger: Logger, task: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger.warn({ err: error, task }, 'a job failed and is tried again');
    throw new Error('the line before tells why');
  }
}

const never = new AbortController().signal;

function idIn(payload: unknown, name: 'publicationId' | 'mediaId'): string {
  const id = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
  if (typeof id !== 'string') throw new TypeError(`a job without a ${name}`);
  return id;
}

/** The library's own lines, without their details: those hold payloads. */
const jobLog = (logger: Logger) => () => (level: string, message: string) => {
  if (level === 'error') logger.error({ component: 'jobs' }, message);
  else if (level === 'warning') logger.warn({ component: 'jobs' }, message);
  else logger.debug({ component: 'jobs' }, message);
};
