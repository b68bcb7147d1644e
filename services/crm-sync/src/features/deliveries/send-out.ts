import type { CloudEvent } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { listEnabledEndpoints } from '../endpoints/repository.ts';
import { matchesAny } from '../event-stream/event-filter.ts';
import { topicOf } from '../event-stream/known-topics.ts';
import { insertOutboundEvents } from '../event-stream/repository.ts';
import { insertDeliveries } from './repository.ts';

/**
 * Takes an event out of Postbus, once: onto the stream of its workspace, and as a delivery to each endpoint whose filter
 * it fits. In the transaction of the inbox row: either all of it happens or nothing.
 *
 * An event that is replayed on purpose goes out once more, under the id of the replay.
 */
export const sendOut = (tx: Queryable, event: CloudEvent, now: Date): Promise<void> =>
  sendOutTogether(tx, [event], now);

/** The same for several events, of any workspaces. */
export async function sendOutTogether(tx: Queryable, events: CloudEvent[], now: Date): Promise<void> {
  const rows = events
    .map((event) => ({
      id: event.replayid ?? event.id,
      workspaceId: workspaceOf(event),
      type: event.type,
      topic: topicOf(event),
      isTest: false,
      createdAt: now,
      body: JSON.stringify(event),
    }))
    // Always in one order: two transactions that share events must not wait for each other.
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const added = await insertOutboundEvents(tx, rows);
  const ofWorkspace = Map.groupBy(
    rows.filter(({ id }) => added.has(id)),
    ({ workspaceId }) => workspaceId,
  );
  for (const [workspaceId, news] of ofWorkspace) {
    const endpoints = await listEnabledEndpoints(tx, workspaceId);
    const deliveries = endpoints.flatMap((endpoint) =>
      news
        .filter(({ type, topic }) => matchesAny(endpoint.events, { type, topic }))
        .map(({ id: eventId }) => ({
          ...{ id: uuidv7(), workspaceId, endpointId: endpoint.id, eventId },
          ...{ status: 'pending' as const, dueAt: now, createdAt: now },
        })),
    );
    await insertDeliveries(tx, deliveries);
  }
}
