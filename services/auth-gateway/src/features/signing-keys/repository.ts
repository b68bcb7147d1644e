import type { Queryable } from '@postbus/db';
import { signingKeys } from '@postbus/db/auth-gateway';
import { desc, sql } from 'drizzle-orm';

export type SigningKeyRow = typeof signingKeys.$inferSelect;

/** Every key, the newest first. */
export function listSigningKeys(db: Queryable): Promise<SigningKeyRow[]> {
  return db.select().from(signingKeys).orderBy(desc(signingKeys.createdAt), desc(signingKeys.id));
}

export async function insertSigningKey(
  tx: Queryable,
  key: Pick<SigningKeyRow, 'id' | 'publicJwk' | 'privateJwkEncrypted'>,
): Promise<void> {
  await tx.insert(signingKeys).values(key);
}

/** Until the transaction ends, no other replica is past this point: the first to start makes the key, the others find it. */
export async function lockSigningKeys(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('auth_gateway.signing_keys'))`);
}
