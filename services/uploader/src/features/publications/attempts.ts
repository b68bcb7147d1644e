import { type Queryable, rowsToInsert } from '@postbus/db';
import { publishAttempts } from '@postbus/db/uploader';
import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { WorkItem } from './repository.ts';

type Publication = WorkItem['publication'];
type Attempt = typeof publishAttempts.$inferSelect;

/** How an attempt ended. `id` is that of one that was begun before; without it the attempt is written whole. */
export interface AttemptEnd {
  id?: string;
  step: Attempt['step'];
  outcome: NonNullable<Attempt['outcome']>;
  code?: string | null;
  message?: string | null;
  logId?: string | null;
}

/** Writes that a step was begun, so that one cut off by a crash is seen. Returns the attempt's id. */
export async function beginAttempt(
  db: Queryable,
  { id, publishId }: Publication,
  step: Attempt['step'],
): Promise<string> {
  const attemptId = uuidv7();
  await db
    .insert(publishAttempts)
    .values({ id: attemptId, publicationId: id, step, startedAt: sql`now()`, publishId });
  return attemptId;
}

/** An attempt's end, and what it was about and led to. */
export type EndedAttempt = AttemptEnd &
  Pick<Attempt, 'publicationId' | 'publishId'> &
  Partial<Pick<Attempt, 'status' | 'version'>>;

export async function endAttempts(tx: Queryable, attempts: EndedAttempt[]): Promise<void> {
  const endedAt = sql`clock_timestamp()`;
  const whole = attempts.flatMap(({ id, ...attempt }) =>
    id === undefined ? [{ ...attempt, id: uuidv7(), startedAt: sql`now()`, endedAt }] : [],
  );
  await Promise.all([
    whole.length > 0 && tx.insert(publishAttempts).select(rowsToInsert(publishAttempts, whole)),
    ...attempts.flatMap(({ id, step: _, publicationId: __, ...end }) =>
      id === undefined
        ? []
        : [
            tx
              .update(publishAttempts)
              .set({ ...end, endedAt })
              .where(eq(publishAttempts.id, id)),
          ],
    ),
  ]);
}

/** Writes that a publication was accepted, as its first attempt. */
export async function noteAcceptance(
  tx: Queryable,
  { id: publicationId, status, version }: Publication,
): Promise<void> {
  await endAttempts(tx, [{ publicationId, publishId: null, step: 'accept', outcome: 'ok', status, version }]);
}
