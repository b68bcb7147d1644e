import type { Queryable } from '@postbus/db';
import { rebuilds } from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';

/** What a rebuild goes through, one after the other. */
export const stages = ['accounts', 'posts', 'outside posts', 'stray accounts', 'stray posts'] as const;
export type Stage = (typeof stages)[number];

export type Checkpoint = typeof rebuilds.$inferSelect;

const name = 'crm';
const isOurs = eq(rebuilds.name, name);

/** The unfinished rebuild, if there is one. */
export async function findCheckpoint(db: Queryable): Promise<Checkpoint | null> {
  const [checkpoint] = await db.select().from(rebuilds).where(isOurs);
  return checkpoint ?? null;
}

/** Begins a rebuild unless one is unfinished. */
export async function beginRebuild(db: Queryable): Promise<void> {
  await db.insert(rebuilds).values({ name, stage: stages[0] }).onConflictDoNothing();
}

/** Forgets how far an unfinished one had come. */
export async function forgetCheckpoint(db: Queryable): Promise<void> {
  await db.delete(rebuilds).where(isOurs);
}

/** Holds the rebuild for this transaction: two processes take turns. Null when it is finished. */
export async function holdCheckpoint(tx: Queryable): Promise<Checkpoint | null> {
  const [checkpoint] = await tx.select().from(rebuilds).where(isOurs).for('update');
  return checkpoint ?? null;
}

/** Saves how far it has come, in the transaction of what was done. */
export async function saveCheckpoint(
  tx: Queryable,
  { stage, position, stageChecked, checked, repaired }: Checkpoint,
): Promise<void> {
  await tx.update(rebuilds).set({ stage, position, stageChecked, checked, repaired }).where(isOurs);
}
