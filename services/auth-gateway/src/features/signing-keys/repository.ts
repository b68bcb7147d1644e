import type { Queryable } from '@postbus/db';
import { signingKeys } from '@postbus/db/auth-gateway';
import { and, desc, gt, isNull, ne, or, sql } from 'drizzle-orm';

export type SigningKeyRow = typeof signingKeys.$inferSelect;

/** The keys that verify, or will, the newest first. */
export function listSigningKeys(db: Queryable, now: Date): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKeys)
    .where(or(isNull(signingKeys.retiresAt), gt(signingKeys.retiresAt, now)))
    .orderBy(desc(signingKeys.activeFrom), desc(signingKeys.id));
}

export async function insertSigningKey(tx: Queryable, key: typeof signingKeys.$inferInsert): Promise<void> {
  await tx.insert(signingKeys).values(key);
}

/** Gives every other key an end. */
export async function retireOtherKeys(tx: Queryable, id: string, retiresAt: Date): Promise<void> {
  await tx
    .update(signingKeys)
    .set({ retiresAt })
    .where(and(ne(signingKeys.id, id), isNull(signingKeys.retiresAt)));
}

/** Until the transaction ends, no other replica is past this point. */
export async function lockSigningKeys(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('auth_gateway.signing_keys'))`);
}
