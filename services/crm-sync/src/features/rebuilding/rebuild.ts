import type { Database, Queryable } from '@postbus/db';
import { accounts, newestEvents, tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import {
  beginRebuild,
  forgetCheckpoint,
  holdCheckpoint,
  type Stage,
  saveCheckpoint,
  stages,
} from './checkpoint.ts';
import { type StepContext, steps } from './steps.ts';

export interface RebuildOptions {
  db: Database;
  now: () => Date;
  /** Rows in one transaction; 500 unless told. */
  limit?: number;
  /** Ends the rebuild after the step that is under way. It goes on there the next time. */
  signal?: AbortSignal;
  onProgress?: (progress: RebuildProgress) => void;
}

export interface RebuildProgress {
  stage: Stage;
  /** Rows of this stage that were looked at, by whichever process. */
  done: number;
  /** How many there were when the stage began, or when this process did. */
  total: number;
  /** Whether the stage is over: rows come and go meanwhile, so `done` may end beside `total`. */
  isOver: boolean;
}

export interface RebuildOutcome {
  isFinished: boolean;
  checked: number;
  /** Rows that were not as they should be. */
  repaired: number;
}

/**
 * Makes the CRM tables anew from the newest events and from what TikTok told, row by row and in place, while events go
 * on being projected: in the end each row is what its origin makes it, and no other row is there. Readers never see an
 * empty table. Goes on with an unfinished rebuild; several processes take turns.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildOutcome> {
  const { db, now, limit = 500, signal, onProgress = () => {} } = options;
  const cause = { correlationId: `rebuild-${uuidv7()}` };
  await beginRebuild(db);
  let outcome: RebuildOutcome = { isFinished: false, checked: 0, repaired: 0 };
  const totals = new Map<Stage, number>();
  while (!signal?.aborted) {
    const step = await db.transaction((tx) => takeStep(tx, { cause, limit, now: now() }));
    if (!step) return { ...outcome, isFinished: true };
    const { stage, isStageOver: isOver, stageChecked: done, ...rest } = step;
    const total = totals.get(stage) ?? (await countRows(db, stage));
    totals.set(stage, total);
    onProgress({ stage, done, total, isOver });
    outcome = rest;
    if (outcome.isFinished) break;
  }
  return outcome;
}

/** The next step of the unfinished rebuild, with how far it has come then. Null if there is none. */
async function takeStep(
  tx: Queryable,
  context: StepContext,
): Promise<(RebuildOutcome & { stage: Stage; stageChecked: number; isStageOver: boolean }) | null> {
  const held = await holdCheckpoint(tx);
  if (!held) return null;
  const stage = stageOf(held.stage);
  const { position, ...counts } = await steps[stage](tx, held.position, context);
  const stageChecked = held.stageChecked + counts.checked;
  const checked = held.checked + counts.checked;
  const repaired = held.repaired + counts.repaired;
  const next = position === null ? stages[stages.indexOf(stage) + 1] : stage;
  if (next === undefined) await forgetCheckpoint(tx);
  else {
    const ofNext = next === stage ? stageChecked : 0;
    await saveCheckpoint(tx, { ...held, stage: next, position, stageChecked: ofNext, checked, repaired });
  }
  const isStageOver = position === null;
  return { stage, stageChecked, isStageOver, checked, repaired, isFinished: next === undefined };
}

function stageOf(name: string): Stage {
  const stage = stages.find((known) => known === name);
  if (!stage) throw new Error(`an unfinished rebuild stopped at ${name}, which this version does not know`);
  return stage;
}

function countRows(db: Database, stage: Stage): Promise<number> {
  switch (stage) {
    case 'accounts':
      return db.$count(newestEvents, eq(newestEvents.kind, 'account'));
    case 'posts':
      return db.$count(newestEvents, eq(newestEvents.kind, 'post'));
    case 'outside posts':
      return db.$count(tiktokVideos);
    case 'stray accounts':
      return db.$count(accounts);
    case 'stray posts':
      return db.$count(tiktokPosts);
  }
}
