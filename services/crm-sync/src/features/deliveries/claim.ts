import type { Database, Queryable } from '@postbus/db';
import { deliveries, deliveryAttempts, endpoints, outboundEvents } from '@postbus/db/crm-sync';
import { eq, inArray, sql } from 'drizzle-orm';
import { readInOrder } from '../../jobs/read-in-order.ts';

/** A delivery that this process is to send, and all that it takes. */
export type ClaimedDelivery = Awaited<ReturnType<typeof readClaimed>>[number];

export interface Claim {
  now: Date;
  /** Deliveries to claim at most. */
  limit: number;
  /** Deliveries under way to one endpoint at most, from all processes together; to one that fails it is one. */
  perEndpoint: number;
  /** When others may take this process for dead. */
  leaseUntil: Date;
}

/**
 * Claims deliveries that are due, the longest overdue first, and writes down the attempt that each is about to be. Those of
 * an endpoint that has as many under way as it may have are passed over, so a slow one holds up none but itself.
 *
 * Also claims those whose process has died: their lease is over.
 */
export function claimDeliveries(db: Database, claim: Claim): Promise<ClaimedDelivery[]> {
  return db.transaction(async (tx) => {
    await readInOrder(tx);
    const endpointIds = await lockReadyEndpoints(tx, claim);
    if (endpointIds.length === 0) return [];
    const ids = await take(tx, endpointIds, claim);
    if (ids.length === 0) return [];
    const claimed = await readClaimed(tx, ids);
    await tx.insert(deliveryAttempts).values(
      claimed.map(({ delivery, endpoint }) => ({
        deliveryId: delivery.id,
        number: delivery.attempts,
        url: endpoint.url,
        startedAt: claim.now,
      })),
    );
    return claimed;
  });
}

const dueAt = (now: Date) => sql`${now.toISOString()}::timestamptz`;
const isOpen = sql`delivery.status in ('pending', 'sending')`;
/** One that fails is tried with one delivery at a time, so that those that hang fill up little of the whole. */
const share = ({ perEndpoint }: Claim) =>
  sql`case when endpoint.failing_since is null then ${perEndpoint}::int else 1 end`;
const underWay = (now: Date) => sql`
  select count(*) from ${deliveries} as delivery
  where delivery.endpoint_id = endpoint.id and delivery.status = 'sending' and delivery.due_at > ${dueAt(now)}`;

/**
 * Locks the endpoints that have something to be sent. Whoever holds one is the only one to claim for it, so that its
 * limit is counted exactly. Those that another process holds are passed over. Events may be added meanwhile.
 */
async function lockReadyEndpoints(tx: Queryable, claim: Claim): Promise<string[]> {
  const { now } = claim;
  const rows = await tx.execute<{ id: string }>(sql`
    select endpoint.id from ${endpoints} as endpoint
    where endpoint.disabled_at is null
      and (endpoint.paused_until is null or endpoint.paused_until <= ${dueAt(now)})
      and exists (
        select from ${deliveries} as delivery
        where delivery.endpoint_id = endpoint.id and ${isOpen} and delivery.due_at <= ${dueAt(now)})
      and (${underWay(now)}) < ${share(claim)}
    for no key update of endpoint skip locked`);
  return rows.map(({ id }) => id);
}

/** A statement of its own, because it has to count what was claimed until the endpoints were locked. */
async function take(tx: Queryable, endpointIds: string[], claim: Claim): Promise<string[]> {
  const { now, limit, leaseUntil } = claim;
  const list = sql.param(`{${endpointIds.join(',')}}`);
  const rows = await tx.execute<{ id: string }>(sql`
    with due as (
      select next.id from ${endpoints} as endpoint
      cross join lateral (
        select delivery.id, delivery.due_at from ${deliveries} as delivery
        where delivery.endpoint_id = endpoint.id and ${isOpen} and delivery.due_at <= ${dueAt(now)}
        order by delivery.due_at, delivery.id
        limit greatest(0, ${share(claim)} - (${underWay(now)}))
        for no key update skip locked
      ) as next
      where endpoint.id = any(${list}::uuid[])
      order by next.due_at, next.id limit ${limit}
    )
    update ${deliveries} as delivery
    set status = 'sending', attempts = delivery.attempts + 1, due_at = ${dueAt(leaseUntil)}
    from due where delivery.id = due.id
    returning delivery.id`);
  return rows.map(({ id }) => id);
}

async function readClaimed(tx: Queryable, ids: string[]) {
  return await tx
    .select({ delivery: deliveries, endpoint: endpoints, body: outboundEvents.body })
    .from(deliveries)
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .innerJoin(outboundEvents, eq(outboundEvents.id, deliveries.eventId))
    .where(inArray(deliveries.id, ids));
}
