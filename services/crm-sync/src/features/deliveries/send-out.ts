import type { CloudEvent } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { listEnabledEndpoints } from '../endpoints/repository.ts';
import { matchesAny } from '../event-stream/event-filter.ts';
import { topicOf } from '../event-stream/known-topics.ts';
import { insertOutboundEvent } from '../event-stream/repository.ts';
import { insertDeliveries } from './repository.ts';

/**
 * Takes an event out of Postbus, once: onto the stream of its workspace, and as a delivery to each endpoint whose filter
 * it fits. In the transaction of the inbox row: either all of it happens or nothing.
 *
 * An event that is replayed on purpose goes out once more, under the id of the replay.
 */
export async function sendOut(tx: Queryable, event: CloudEvent, now: Date): Promise<void> {
  const workspaceId = workspaceOf(event);
  const id = event.replayid ?? event.id;
  const { type } = event;
  const topic = topicOf(event);
  const isNew = await insertOutboundEvent(tx, {
    ...{ id, workspaceId, type, topic, isTest: false, createdAt: now },
    body: JSON.stringify(event),
  });
  if (!isNew) return;
  const endpoints = await listEnabledEndpoints(tx, workspaceId);
  await insertDeliveries(
    tx,
    endpoints
      .filter(({ events }) => matchesAny(events, { type, topic }))
      .map((endpoint) => ({
        ...{ id: uuidv7(), workspaceId, endpointId: endpoint.id, eventId: id },
        ...{ status: 'pending', dueAt: now, createdAt: now },
      })),
  );
}
