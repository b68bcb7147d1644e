import { builtOnce, columnsToInsert, type Database, type Given, type Queryable } from '@postbus/db';
import { outboundEvents } from '@postbus/db/crm-sync';
import { and, asc, eq, gt, sql } from 'drizzle-orm';

export type OutboundEvent = typeof outboundEvents.$inferSelect;

/** An event of the stream, which has a place in its order. */
export type StreamEvent = Pick<OutboundEvent, 'workspaceId' | 'type' | 'topic' | 'body'> & {
  position: number;
};

/** Whoever follows the stream listens here. */
export const streamChannel = 'crm_sync_stream';

const insertNew = builtOnce((tx, { rows }: Given<{ rows: string }>) =>
  tx
    .insert(outboundEvents)
    .select(
      columnsToInsert(outboundEvents, rows, [
        ...(['id', 'workspaceId', 'type', 'topic', 'body', 'isTest', 'createdAt'] as const),
      ]),
    )
    .onConflictDoNothing()
    .returning({ id: outboundEvents.id }),
);

/** Returns the ids of those that were not there yet. */
export async function insertOutboundEvents(
  tx: Queryable,
  events: Omit<OutboundEvent, 'position'>[],
): Promise<Set<string>> {
  const rows = await insertNew(tx, { rows: JSON.stringify(events) });
  return new Set(rows.map(({ id }) => id));
}

/**
 * Tells all processes that the stream has got further. In a transaction of its own that does not wait for the disk: while
 * one that notifies commits, no other one of the whole server can.
 */
export async function notifyFollowers(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('synchronous_commit', 'off', true), pg_notify(${streamChannel}, '')`,
    );
  });
}

const streamColumns = {
  workspaceId: outboundEvents.workspaceId,
  type: outboundEvents.type,
  topic: outboundEvents.topic,
  body: outboundEvents.body,
  position: sql<number>`${outboundEvents.position}`.mapWith(Number),
};

/** Events after a position, in order; of one workspace, or of all. */
export async function listAfter(
  db: Queryable,
  { workspaceId, after, limit }: { workspaceId?: string; after: number; limit: number },
): Promise<StreamEvent[]> {
  return await db
    .select(streamColumns)
    .from(outboundEvents)
    .where(
      and(
        workspaceId === undefined ? undefined : eq(outboundEvents.workspaceId, workspaceId),
        gt(outboundEvents.position, after),
      ),
    )
    .orderBy(asc(outboundEvents.position))
    .limit(limit);
}

/** The lowest and the highest position that are kept; null if there is none yet. */
export async function keptPositions(db: Queryable): Promise<{ oldest: number; newest: number } | null> {
  const [row] = await db
    .select({
      oldest: sql<number | null>`min(${outboundEvents.position})`.mapWith(Number),
      newest: sql<number | null>`max(${outboundEvents.position})`.mapWith(Number),
    })
    .from(outboundEvents);
  if (!row || row.oldest === null || row.newest === null) return null;
  return { oldest: row.oldest, newest: row.newest };
}
