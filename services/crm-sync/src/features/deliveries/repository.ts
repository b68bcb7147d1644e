import { type Queryable, rowsToInsert } from '@postbus/db';
import { deliveries, deliveryAttempts, outboundEvents } from '@postbus/db/crm-sync';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Page, type Sorting, sortedPage } from '../../paging/sorted-page.ts';

export type Delivery = typeof deliveries.$inferSelect;
export type Attempt = typeof deliveryAttempts.$inferSelect;
/** A delivery with its event, as JSON. */
export type DeliveryWithEvent = Delivery & { eventType: string; body: string };

const withEvent = {
  ...{ id: deliveries.id, workspaceId: deliveries.workspaceId, endpointId: deliveries.endpointId },
  ...{ eventId: deliveries.eventId, isTest: deliveries.isTest, resendOf: deliveries.resendOf },
  ...{ status: deliveries.status, dueAt: deliveries.dueAt, attempts: deliveries.attempts },
  ...{ failures: deliveries.failures, createdAt: deliveries.createdAt, endedAt: deliveries.endedAt },
  eventType: outboundEvents.type,
  body: outboundEvents.body,
};

/** One that is there already stays as it is: an endpoint gets an event once. */
export async function insertDeliveries(
  tx: Queryable,
  rows: (typeof deliveries.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0)
    await tx.insert(deliveries).select(rowsToInsert(deliveries, rows)).onConflictDoNothing();
}

export async function insertAttempt(tx: Queryable, row: typeof deliveryAttempts.$inferInsert): Promise<void> {
  await tx.insert(deliveryAttempts).values(row);
}

export const deliverySortings = {
  createdAt: { id: deliveries.id, time: null, positionOf: ({ id }) => ({ id, time: null }) },
} satisfies Record<string, Sorting<DeliveryWithEvent>>;

/** One page of an endpoint's deliveries. */
export async function listDeliveries(
  db: Queryable,
  { endpointId, status }: { endpointId: string; status: Delivery['status'] | undefined },
  page: Page<DeliveryWithEvent>,
): Promise<DeliveryWithEvent[]> {
  const { after, orderBy, limit } = sortedPage(page);
  return await db
    .select(withEvent)
    .from(deliveries)
    .innerJoin(outboundEvents, eq(outboundEvents.id, deliveries.eventId))
    .where(
      and(
        eq(deliveries.endpointId, endpointId),
        status === undefined ? undefined : eq(deliveries.status, status),
        after,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

export interface DeliveryKey {
  workspaceId: string;
  id: string;
}

/** The delivery, if it is in this workspace. */
export async function findDelivery(
  db: Queryable,
  { workspaceId, id }: DeliveryKey,
): Promise<DeliveryWithEvent | null> {
  const [row] = await db
    .select(withEvent)
    .from(deliveries)
    .innerJoin(outboundEvents, eq(outboundEvents.id, deliveries.eventId))
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id)));
  return row ?? null;
}

/** The delivery; until the transaction ends nobody else changes it. */
export async function lockDelivery(
  tx: Queryable,
  { workspaceId, id }: DeliveryKey,
): Promise<Delivery | null> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id)))
    .for('no key update');
  return row ?? null;
}

/** Every try of some deliveries, in order. */
export async function listAttempts(db: Queryable, deliveryIds: string[]): Promise<Attempt[]> {
  if (deliveryIds.length === 0) return [];
  return await db
    .select()
    .from(deliveryAttempts)
    .where(inArray(deliveryAttempts.deliveryId, deliveryIds))
    .orderBy(asc(deliveryAttempts.deliveryId), asc(deliveryAttempts.number));
}

/** Has a delivery that waits sent now. */
export async function hasten(tx: Queryable, id: string, now: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ dueAt: now })
    .where(and(eq(deliveries.id, id), eq(deliveries.status, 'pending')));
}

interface AttemptKey {
  deliveryId: string;
  number: number;
}

/** Notes what came of an attempt. */
export async function updateAttempt(
  tx: Queryable,
  { deliveryId, number }: AttemptKey,
  result: Pick<Attempt, 'latencyMs' | 'statusCode' | 'responseBody' | 'errorCode' | 'errorMessage'>,
): Promise<void> {
  await tx
    .update(deliveryAttempts)
    .set(result)
    .where(and(eq(deliveryAttempts.deliveryId, deliveryId), eq(deliveryAttempts.number, number)));
}

/** Moves a delivery on after its newest attempt. Returns false if there is a newer one, or the delivery is gone. */
export async function endAttempt(
  tx: Queryable,
  { deliveryId, number }: AttemptKey,
  changes: Pick<Delivery, 'status' | 'dueAt' | 'endedAt'> & { failures?: number },
): Promise<boolean> {
  const rows = await tx
    .update(deliveries)
    .set(changes)
    .where(
      and(eq(deliveries.id, deliveryId), eq(deliveries.attempts, number), eq(deliveries.status, 'sending')),
    )
    .returning({ id: deliveries.id });
  return rows.length === 1;
}
