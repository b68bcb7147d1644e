import type { Queryable } from '@postbus/db';
import { sql } from 'drizzle-orm';

/**
 * For a transaction that takes the first rows of a queue: has them read off the index, in its order. After a backlog has
 * grown quickly PostgreSQL believes that few rows wait, and reads and sorts all of them for each batch.
 */
export async function readInOrder(tx: Queryable): Promise<void> {
  await tx.execute(sql`
    select set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)`);
}
