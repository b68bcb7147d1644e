import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Database, dataKeysTable, Queryable } from '@postbus/db';
import { and, asc, eq, isNull, lt, ne, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { DecryptionError } from './cipher.ts';
import type { KeyProvider } from './key-provider.ts';

type DataKeysTable = ReturnType<typeof dataKeysTable>;

/** A data key that was unwrapped. */
export interface DataKey {
  id: string;
  key: KeyObject;
  activeFrom: Date;
  retiredAt: Date | null;
}

export interface DataKeySource {
  db: Database;
  /** Where the service keeps its data keys. */
  table: DataKeysTable;
  provider: KeyProvider;
}

/** The same within a transaction. */
interface DataKeyTransaction extends Omit<DataKeySource, 'db'> {
  tx: Queryable;
}

/** Raised when the provider has not all of the keys that the data keys were wrapped with. */
export class WrappingKeyMissingError extends Error {
  override readonly name = 'WrappingKeyMissingError';
  readonly code = 'wrapping_key_missing';
  constructor(keyIds: readonly string[]) {
    super(
      `data keys in the database were wrapped with ${keyIds.join(', ')}, which TOKEN_ENCRYPTION_KEYS does not hold: ` +
        'put it back, and run `npm run keys:rotate` before taking it out',
    );
  }
}

/** Returns every data key, the oldest first; makes the first one if there is none. Raises {@link WrappingKeyMissingError}. */
export async function loadDataKeys(source: DataKeySource): Promise<DataKey[]> {
  const found = await listDataKeys({ ...source, tx: source.db });
  const rows = found.length > 0 ? found : await makeFirstDataKey(source);
  const missing = new Set<string>();
  const keys: DataKey[] = [];
  for (const { id, wrappingKeyId, wrappedKey, activeFrom, retiredAt } of rows) {
    try {
      const key = createSecretKey(await source.provider.unwrap({ wrappingKeyId, wrappedKey }, id));
      keys.push({ id, key, activeFrom, retiredAt });
    } catch (error) {
      if (!(error instanceof DecryptionError) || error.code !== 'key_unknown') throw error;
      missing.add(wrappingKeyId);
    }
  }
  if (missing.size > 0) throw new WrappingKeyMissingError([...missing]);
  return keys;
}

/** Makes a data key that encrypts from `activeFrom` on. */
export async function insertDataKey(
  { tx, table, provider }: DataKeyTransaction,
  activeFrom: Date,
): Promise<void> {
  const id = uuidv7().replaceAll('-', '');
  const wrapped = await provider.wrap(randomBytes(32), id);
  await tx.insert(table).values({ id, ...wrapped, activeFrom });
}

/** Wraps with the provider's current key what an older one wraps. Returns how many it were. */
export async function rewrapDataKeys({ tx, table, provider }: DataKeyTransaction): Promise<number> {
  const rows = await tx.select().from(table).where(ne(table.wrappingKeyId, provider.currentKeyId));
  for (const row of rows) {
    const wrapped = await provider.wrap(await provider.unwrap(row, row.id), row.id);
    await tx.update(table).set(wrapped).where(eq(table.id, row.id));
  }
  return rows.length;
}

/** Marks all but one data key as no longer needed. */
export async function retireDataKeys({ tx, table }: DataKeyTransaction, currentId: string): Promise<void> {
  await tx
    .update(table)
    .set({ retiredAt: sql`now()` })
    .where(and(ne(table.id, currentId), isNull(table.retiredAt)));
}

/** Deletes the data keys that were retired before. */
export async function deleteRetiredDataKeys({ tx, table }: DataKeyTransaction, before: Date): Promise<void> {
  await tx.delete(table).where(lt(table.retiredAt, before));
}

/** Until the transaction ends nobody else makes, wraps or retires a data key. */
export async function lockDataKeys(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('postbus.data_keys'))`);
}

const listDataKeys = ({ tx, table }: DataKeyTransaction) =>
  tx.select().from(table).orderBy(asc(table.activeFrom), asc(table.id));

/** Of several processes that start at once, one makes the key. */
function makeFirstDataKey({ db, ...source }: DataKeySource) {
  return db.transaction(async (tx) => {
    await lockDataKeys(tx);
    const existing = await listDataKeys({ ...source, tx });
    if (existing.length > 0) return existing;
    await insertDataKey({ ...source, tx }, new Date(0));
    return listDataKeys({ ...source, tx });
  });
}
