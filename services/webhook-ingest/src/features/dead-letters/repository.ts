import type { DeadLetter as DeadLetterMessage } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { type DeadLetterState, deadLetters } from '@postbus/db/webhook-ingest';
import { and, count, desc, eq, lt, sql } from 'drizzle-orm';
import { storableText } from '../webhooks/safe-text.ts';

export type DeadLetter = typeof deadLetters.$inferSelect;

export interface NewDeadLetter {
  /** A UUIDv7 of now. */
  id: string;
  /** What the bus knows it by. */
  letterId: string;
  letter: DeadLetterMessage;
}

/** Keeps a dead letter, unless it is there already. */
export async function insertDeadLetter(
  db: Queryable,
  { id, letterId, letter }: NewDeadLetter,
): Promise<void> {
  const { error, payload, failedAt, headers = {}, messageId = null, replayOf = null, ...told } = letter;
  await db
    .insert(deadLetters)
    .values({
      ...{ id, letterId: storableText(letterId) },
      service: storableText(told.service),
      consumer: storableText(told.consumer),
      stream: storableText(told.stream),
      streamSequence: told.streamSequence,
      subject: storableText(told.subject),
      eventId: told.eventId === null ? null : storableText(told.eventId),
      messageId: messageId === null ? null : storableText(messageId),
      headers: storableHeaders(headers),
      payload: Buffer.from(payload),
      attempts: told.attempts,
      errorName: storableText(error.name),
      errorCode: error.code === null ? null : storableText(error.code),
      errorMessage: storableText(error.message),
      errorStack: error.stack === undefined ? null : storableText(error.stack),
      failedAt: new Date(failedAt),
      replayOf,
    })
    .onConflictDoNothing({ target: deadLetters.letterId });
}

const storableHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map((pair) => pair.map(storableText)));

export interface DeadLetterFilter {
  service?: string;
  consumer?: string;
  state?: DeadLetterState;
  /** Only those collected before the one with this id. */
  before?: string;
}

/** Dead letters that match every given filter, newest first. */
export async function listDeadLetters(
  db: Queryable,
  { service, consumer, state, before }: DeadLetterFilter,
  limit: number,
): Promise<DeadLetter[]> {
  return await db
    .select()
    .from(deadLetters)
    .where(
      and(
        service === undefined ? undefined : eq(deadLetters.service, service),
        consumer === undefined ? undefined : eq(deadLetters.consumer, consumer),
        state === undefined ? undefined : eq(deadLetters.state, state),
        before === undefined ? undefined : lt(deadLetters.id, before),
      ),
    )
    .orderBy(desc(deadLetters.id))
    .limit(limit);
}

export async function findDeadLetter(db: Queryable, id: string): Promise<DeadLetter | null> {
  const [found] = await db.select().from(deadLetters).where(eq(deadLetters.id, id));
  return found ?? null;
}

/** The same, and keeps others from changing it until the end of the transaction. */
export async function lockDeadLetter(tx: Queryable, id: string): Promise<DeadLetter | null> {
  const [found] = await tx.select().from(deadLetters).where(eq(deadLetters.id, id)).for('update');
  return found ?? null;
}

export interface Settlement {
  id: string;
  state: 'replayed' | 'discarded';
  /** Which client did it, and when. */
  by: string;
  at: Date;
}

/** Notes what was done with a dead letter. Returns it as it is then. */
export async function settleDeadLetter(
  tx: Queryable,
  { id, state, by, at }: Settlement,
): Promise<DeadLetter | null> {
  const [settled] = await tx
    .update(deadLetters)
    .set({
      state,
      settledAt: at,
      settledBy: by,
      ...(state === 'replayed' && { replays: sql`${deadLetters.replays} + 1` }),
    })
    .where(eq(deadLetters.id, id))
    .returning();
  return settled ?? null;
}

/** How many wait for a person, by service and consumer. */
export const countOpenDeadLetters = (db: Queryable) =>
  db
    .select({ service: deadLetters.service, consumer: deadLetters.consumer, open: count() })
    .from(deadLetters)
    .where(eq(deadLetters.state, 'open'))
    .groupBy(deadLetters.service, deadLetters.consumer);
