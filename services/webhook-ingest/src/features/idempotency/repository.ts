import type { Queryable } from '@postbus/db';
import { idempotencyKeys } from '@postbus/db/webhook-ingest';
import { and, eq } from 'drizzle-orm';
import type { KeyClaim } from './once.ts';

const isOf = ({ workspaceId, clientId, key }: KeyClaim) =>
  and(
    eq(idempotencyKeys.workspaceId, workspaceId),
    eq(idempotencyKeys.clientId, clientId),
    eq(idempotencyKeys.key, key),
  );

/** Takes a key. False if it is taken. */
export async function claimKey(tx: Queryable, claim: KeyClaim): Promise<boolean> {
  const rows = await tx
    .insert(idempotencyKeys)
    .values(claim)
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  return rows.length === 1;
}

/** What was answered to the request that took the key. */
export async function answerTo(tx: Queryable, claim: KeyClaim) {
  const [row] = await tx.select().from(idempotencyKeys).where(isOf(claim));
  return row ?? null;
}

/** Notes the answer, in the transaction that makes it true. */
export async function setAnswer(tx: Queryable, claim: KeyClaim, response: unknown): Promise<void> {
  await tx.update(idempotencyKeys).set({ response }).where(isOf(claim));
}
