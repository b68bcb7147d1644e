import { builtOnce, columnsToInsert, type Given, type Queryable } from '@postbus/db';
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

const endedAt = sql`clock_timestamp()`;

const insertWhole = builtOnce((tx, { rows }: Given<{ rows: string }>) =>
  tx
    .insert(publishAttempts)
    .select(
      columnsToInsert(
        publishAttempts,
        rows,
        [
          ...(['id', 'publicationId', 'publishId', 'step', 'outcome'] as const),
          ...(['code', 'message', 'logId', 'status', 'version'] as const),
        ],
        { startedAt: sql`now()`, endedAt },
      ),
    ),
);

export async function endAttempts(tx: Queryable, attempts: EndedAttempt[]): Promise<void> {
  const whole = attempts.flatMap(({ id, ...attempt }) =>
    id === undefined ? [{ ...attempt, id: uuidv7() }] : [],
  );
  await Promise.all([
    whole.length > 0 && insertWhole(tx, { rows: JSON.stringify(whole) }),
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
