import type { Database } from '@postbus/db';
import { sql } from 'drizzle-orm';
import { type Cipher, DecryptionError } from './cipher.ts';

const firstUuid = '00000000-0000-0000-0000-000000000000';

/** A column of ciphertexts in a table whose key is a UUID named `id`, and what they were encrypted for. */
export interface EncryptedColumn {
  schema: string;
  table: string;
  column: string;
  /** The row of the context is the table's `id`. */
  context: { table: string; column: string };
}

interface Pass {
  db: Database;
  /** Opens everything; encrypts with the new key. */
  cipher: Cipher;
  /** Takes in what does not open. */
  unreadable: Set<string>;
  onProgress?(progress: { column: string; done: number; total: number }): void;
  signal?: AbortSignal;
  batchSize?: number;
}

type Row = { id: string; text: string };
type Renewed = Row & { renewed: string };

/**
 * Goes through a column once, in batches, and makes every ciphertext of another key anew. One that was changed since
 * it was read is left alone: whoever changed it had a reason. Returns how many it replaced.
 */
export async function reencrypt(place: EncryptedColumn, pass: Pass): Promise<number> {
  const { db, signal, batchSize = 500 } = pass;
  const table = sql`${sql.identifier(place.schema)}.${sql.identifier(place.table)}`;
  const column = sql.identifier(place.column);
  const counted = await db.execute<{ total: number }>(
    sql`select count(${column})::int as total from ${table}`,
  );
  const total = counted[0]?.total ?? 0;
  let replaced = 0;
  let done = 0;
  let after = firstUuid;
  for (;;) {
    signal?.throwIfAborted();
    const rows = await db.execute<Row>(sql`
      select id, ${column} as text from ${table}
      where id > ${after}::uuid and ${column} is not null order by id limit ${batchSize}`);
    const last = rows.at(-1);
    if (!last) return replaced;
    const renewed = rows.flatMap((row) => renew(row, place, pass));
    replaced += renewed.length === 0 ? 0 : await replace(db, { table, column }, renewed);
    after = last.id;
    done += rows.length;
    pass.onProgress?.({ column: `${place.table}.${place.column}`, done, total: Math.max(total, done) });
  }
}

function renew({ id, text }: Row, place: EncryptedColumn, { cipher, unreadable }: Pass): Renewed[] {
  try {
    if (!cipher.needsRotation(text)) return [];
    const context = { ...place.context, row: id };
    return [{ id, text, renewed: cipher.encrypt(cipher.decrypt(text, context), context) }];
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    unreadable.add(`${place.table}.${place.column} ${id}`);
    return [];
  }
}

async function replace(
  db: Database,
  { table, column }: { table: ReturnType<typeof sql>; column: ReturnType<typeof sql.identifier> },
  rows: Renewed[],
): Promise<number> {
  const changed = await db.execute(sql`
    update ${table} as present set ${column} = given.renewed
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (id uuid, text text, renewed text)
    where present.id = given.id and present.${column} = given.text
    returning 1`);
  return changed.length;
}
