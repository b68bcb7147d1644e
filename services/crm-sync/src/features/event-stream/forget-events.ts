import type { Database } from '@postbus/db';
import { outboundEvents } from '@postbus/db/crm-sync';
import { sql } from 'drizzle-orm';

const rowsAtOnce = 1000;

/**
 * Deletes events from before a time, and the deliveries of them. Always those with the lowest positions, and never the
 * newest event: so a position tells whether anything after it was deleted.
 */
export async function forgetOutboundEvents(db: Database, before: Date): Promise<void> {
  const time = sql`${before.toISOString()}::timestamptz`;
  for (;;) {
    const deleted = await db.execute(sql`
      delete from ${outboundEvents} where id = any(array(
        select id from ${outboundEvents} where position < (
          select coalesce(min(position) filter (where created_at >= ${time}), max(position)) from ${outboundEvents})
        order by position limit ${rowsAtOnce}))`);
    if (deleted.count < rowsAtOnce) break;
  }
  await db.execute(sql`delete from ${outboundEvents} where is_test and created_at < ${time}`);
}
