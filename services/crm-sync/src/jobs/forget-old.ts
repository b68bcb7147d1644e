import type { Database } from '@postbus/db';
import { idempotencyKeys, inbox, outbox } from '@postbus/db/crm-sync';
import { prune } from '@postbus/events';
import { lt } from 'drizzle-orm';
import { forgetOutboundEvents } from '../features/event-stream/forget-events.ts';

const dayMs = 24 * 3_600_000;

/** How long is kept what nobody needs any more. */
const keptMs = {
  /** Longer than the streams keep their messages; also how far back the stream of events resumes, and the delivery log goes. */
  events: 30 * dayMs,
  idempotencyKeys: 2 * dayMs,
};

/** Deletes what is no longer needed. Several processes may do so at the same time. */
export async function forgetOld(db: Database, nowMs: number): Promise<void> {
  const ago = (ms: number) => new Date(nowMs - ms);
  await prune({ db, outbox, inbox, before: ago(keptMs.events) });
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, ago(keptMs.idempotencyKeys)));
  await forgetOutboundEvents(db, ago(keptMs.events));
}
