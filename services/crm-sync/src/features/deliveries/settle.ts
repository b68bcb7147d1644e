import { crmEndpointDisabled } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import { outbox } from '@postbus/db/crm-sync';
import { writeEvent } from '@postbus/events';
import { type Endpoint, lockEndpoint, updateEndpoint } from '../endpoints/repository.ts';
import type { ClaimedDelivery } from './claim.ts';
import type { Tried } from './post-event.ts';
import { endAttempt, hasSucceededSince, updateAttempt } from './repository.ts';
import { readRetryAfterMs, retryDelayMs } from './retry-schedule.ts';

/** What became of a delivery. `superseded`: another process has taken it over meanwhile, or it was removed. */
export type Settled = 'succeeded' | 'retried' | 'failed' | 'superseded';

const gone = 410;
/** Those by which an endpoint says when it wants to be asked again. */
const busy = new Set([429, 503]);

/**
 * Writes down what came of a try and what follows, with all that follows from it, in one transaction:
 * an endpoint that is gone, or has failed until the end, gets no more; one that is busy is left alone for a while.
 */
export function settle(
  db: Database,
  { delivery, endpoint, body }: ClaimedDelivery,
  { tried, now, random }: { tried: Tried; now: Date; random: number },
): Promise<Settled> {
  const { id: deliveryId, attempts: number } = delivery;
  const after = (ms: number) => new Date(now.getTime() + ms);
  const isGone = tried.statusCode === gone;
  const retryAfterMs = busy.has(tried.statusCode ?? 0)
    ? readRetryAfterMs(tried.retryAfter, now.getTime())
    : null;
  const failures = delivery.failures + 1;
  const isLast = isGone || delivery.isTest;
  const delayMs = isLast ? null : retryDelayMs(failures, random, retryAfterMs);

  return db.transaction(async (tx) => {
    // Before the delivery: who removes an endpoint locks them in this order, too.
    const present = tried.error ? await lockEndpoint(tx, endpoint) : null;
    const ended = { dueAt: null, endedAt: now };
    const next = !tried.error
      ? { status: 'succeeded' as const, ...ended }
      : delayMs === null
        ? { status: 'failed' as const, failures, ...ended }
        : { status: 'pending' as const, failures, dueAt: after(delayMs), endedAt: null };
    const isOurs = await endAttempt(tx, { deliveryId, number }, next);
    const { latencyMs, statusCode, responseBody, error } = tried;
    await updateAttempt(
      tx,
      { deliveryId, number },
      {
        ...{ latencyMs, statusCode, responseBody },
        errorCode: error?.code ?? null,
        errorMessage: error?.message ?? null,
      },
    );
    if (!isOurs) return 'superseded';
    if (!present) return 'succeeded';
    if (retryAfterMs !== null) await pause(tx, present, after(retryAfterMs));
    const reason = isGone ? 'gone' : 'failing';
    if (delayMs !== null) return 'retried';
    // One event that it cannot take is no reason, as long as it takes others.
    const isDone =
      isGone || (!delivery.isTest && !(await hasSucceededSince(tx, present.id, delivery.createdAt)));
    if (isDone) await disable(tx, present, { reason, now, deliveryId, body });
    return 'failed';
  });
}

async function pause(tx: Queryable, endpoint: Endpoint, until: Date): Promise<void> {
  if (endpoint.pausedUntil === null || endpoint.pausedUntil < until) {
    await updateEndpoint(tx, endpoint, { pausedUntil: until });
  }
}

/** Tells it once: of several deliveries that end at the same time the first disables the endpoint. */
async function disable(
  tx: Queryable,
  endpoint: Endpoint,
  {
    reason,
    now,
    deliveryId,
    body,
  }: { reason: 'gone' | 'failing'; now: Date; deliveryId: string; body: string },
): Promise<void> {
  if (endpoint.disabledAt !== null) return;
  await updateEndpoint(tx, endpoint, { disabledAt: now, disabledReason: reason, updatedAt: now });
  const { id: endpointId, workspaceId, description } = endpoint;
  const { correlationid } = JSON.parse(body) as { correlationid: string };
  await writeEvent(
    tx,
    outbox,
    crmEndpointDisabled.create({
      ...{ subject: endpointId, workspaceId, correlationId: correlationid, time: now },
      data: { endpointId, description, reason, deliveryId, disabledAt: now.toISOString() },
    }),
  );
}
