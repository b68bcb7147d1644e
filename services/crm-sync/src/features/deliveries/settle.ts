import { crmEndpointDisabled } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import { outbox } from '@postbus/db/crm-sync';
import { writeEvent } from '@postbus/events';
import { type Endpoint, lockEndpoint, markWorking, updateEndpoint } from '../endpoints/repository.ts';
import type { ClaimedDelivery } from './claim.ts';
import type { Tried } from './post-event.ts';
import { endAttempt, updateAttempt } from './repository.ts';
import { readRetryAfterMs, retriesLastMs, retryDelayMs } from './retry-schedule.ts';

/** What became of a delivery. `superseded`: another process has taken it over meanwhile, or it was removed. */
export type Settled = 'succeeded' | 'retried' | 'failed' | 'superseded';

const gone = 410;
/** Those by which an endpoint says when it wants to be asked again. */
const busy = new Set([429, 503]);

/**
 * Writes down what came of a try and all that follows from it, in one transaction: an endpoint that is gone, or has taken
 * nothing for as long as the tries of a delivery last, gets no more; one that is busy is left alone for a while.
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
    if (!tried.error) await markWorking(tx, endpoint);
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
    const pausedUntil = retryAfterMs === null ? null : after(retryAfterMs);
    const failingSince = await noteFailure(tx, present, { now, pausedUntil, isTest: delivery.isTest });
    // One event that it cannot take is no reason, as long as it takes others.
    const isFailing = !delivery.isTest && now.getTime() - failingSince.getTime() >= retriesLastMs;
    if (isGone) await disable(tx, present, { reason: 'gone', now, deliveryId, body });
    else if (isFailing) await disable(tx, present, { reason: 'failing', now, deliveryId, body });
    return delayMs === null ? 'failed' : 'retried';
  });
}

/** Returns since when the endpoint has been failing. */
async function noteFailure(
  tx: Queryable,
  endpoint: Endpoint,
  { now, pausedUntil, isTest }: { now: Date; pausedUntil: Date | null; isTest: boolean },
): Promise<Date> {
  const isLonger =
    pausedUntil !== null && (endpoint.pausedUntil === null || endpoint.pausedUntil < pausedUntil);
  const changes = {
    ...(isLonger ? { pausedUntil } : {}),
    // A test says something about the endpoint to whoever made it, and to nobody else.
    ...(endpoint.failingSince === null && !isTest ? { failingSince: now } : {}),
  };
  if (Object.keys(changes).length > 0) await updateEndpoint(tx, endpoint, changes);
  return endpoint.failingSince ?? now;
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
