import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@postbus/db';
import { outboundEvents } from '@postbus/db/crm-sync';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { readInOrder } from '../../jobs/read-in-order.ts';
import { notifyFollowers } from './repository.ts';

const eventsAtOnce = 500;
const gatherMs = 10;
const lookEveryMs = 1000;

/**
 * Gives the next positions to events that have none, the oldest first. Returns how many.
 *
 * Events commit in another order than they were written, so an order that is fixed when they are written has places that
 * fill up later, behind the back of whoever has read on. Here only committed events get a place, by one process at a time
 * that commits before the next begins: who sees a position sees all lower ones.
 */
export function givePositions(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    await readInOrder(tx);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('crm_sync.positions'))`);
    // A statement of its own: it has to see what the holder of the lock before has committed.
    const given = await tx.execute(sql`
      with waiting as (
        select id, row_number() over (order by id) as nth from ${outboundEvents}
        where position is null and not is_test order by id limit ${eventsAtOnce}
      ), newest as (select coalesce(max(position), 0) as position from ${outboundEvents})
      update ${outboundEvents} as event set position = newest.position + waiting.nth
      from waiting, newest where event.id = waiting.id`);
    return given.count;
  });
}

/** Does it as soon as it is woken, and every second. Any number of processes may. */
export const createPositionLoop = ({ db, logger }: { db: Database; logger: Logger }): Loop =>
  createLoop(async () => {
    try {
      let given: number;
      do {
        given = await givePositions(db);
        if (given > 0) await notifyFollowers(db);
      } while (given === eventsAtOnce);
      // Those that come together get their positions together.
      if (given > 0) await pause(gatherMs);
    } catch (error) {
      logger.warn({ err: error }, 'could not give events their positions; trying on');
    }
    return lookEveryMs;
  });
