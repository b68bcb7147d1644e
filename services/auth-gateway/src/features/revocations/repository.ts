import type { Queryable } from '@postbus/db';
import { oauthAccounts, revocations } from '@postbus/db/auth-gateway';
import { and, eq, lte, sql } from 'drizzle-orm';

export type Revocation = typeof revocations.$inferSelect;

export async function insertRevocation(tx: Queryable, row: typeof revocations.$inferInsert): Promise<void> {
  await tx.insert(revocations).values(row);
}

/** Claims one that is due: until `claimedUntil` nobody else gets it. Null if none is due. */
export async function claimRevocation(
  db: Queryable,
  { now, claimedUntil }: { now: Date; claimedUntil: Date },
): Promise<Revocation | null> {
  const due = db
    .select({ id: revocations.id })
    .from(revocations)
    .where(lte(revocations.dueAt, now))
    .orderBy(revocations.dueAt)
    .limit(1)
    .for('update', { skipLocked: true });
  const [claimed] = await db
    .update(revocations)
    .set({ dueAt: claimedUntil, attempts: sql`${revocations.attempts} + 1` })
    .where(eq(revocations.id, sql`(${due})`))
    .returning();
  return claimed ?? null;
}

export async function changeRevocation(
  db: Queryable,
  id: string,
  change: Partial<Revocation>,
): Promise<void> {
  await db.update(revocations).set(change).where(eq(revocations.id, id));
}

export async function deleteRevocation(tx: Queryable, id: string): Promise<void> {
  await tx.delete(revocations).where(eq(revocations.id, id));
}

/** Whether the creator is still connected with this app somewhere: then the grant is not ours to end. */
export async function isGrantInUse(
  db: Queryable,
  { platform, clientKey, openId }: Pick<Revocation, 'platform' | 'clientKey' | 'openId'>,
): Promise<boolean> {
  const inUse = await db
    .select({ id: oauthAccounts.id })
    .from(oauthAccounts)
    .where(
      and(
        eq(oauthAccounts.platform, platform),
        eq(oauthAccounts.clientKey, clientKey),
        eq(oauthAccounts.openId, openId),
        eq(oauthAccounts.status, 'active'),
      ),
    )
    .limit(1);
  return inUse.length > 0;
}
