import type { Database, Queryable } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import { deliveryIsTest, deliveryNotFound, deliveryUnderWay, endpointDisabled } from '../../errors.ts';
import type { Endpoint } from '../endpoints/repository.ts';
import { lockEndpoint } from '../endpoints/repository.ts';
import { insertOutboundEvents } from '../event-stream/repository.ts';
import type { ClaimedDelivery } from './claim.ts';
import {
  type DeliveryKey,
  findDelivery,
  hasten,
  insertAttempt,
  insertDeliveries,
  lockDelivery,
} from './repository.ts';
import type { Sender } from './sender.ts';

/** What people do with deliveries. */
export function createDeliveryActions({
  db,
  sender,
  clock,
}: {
  db: Database;
  sender: Pick<Sender, 'send' | 'leaseMs'>;
  clock: () => number;
}) {
  return {
    /**
     * Sends an event again: as a new delivery, which is tried as often as the first; one that waits for its next try is
     * sent now. Returns the id of the delivery. Raises `delivery_not_found`, `delivery_under_way`, `delivery_is_test` or
     * `endpoint_disabled`.
     */
    async resend(tx: Queryable, key: DeliveryKey): Promise<string> {
      const { workspaceId } = key;
      const found = await findDelivery(tx, key);
      // The endpoint first, as whoever removes it does.
      const endpoint = found && (await lockEndpoint(tx, { workspaceId, id: found.endpointId }));
      const delivery = endpoint && (await lockDelivery(tx, key));
      if (!delivery) throw deliveryNotFound();
      if (delivery.isTest) throw deliveryIsTest();
      if (endpoint.disabledAt !== null) throw endpointDisabled();
      if (delivery.status === 'sending') throw deliveryUnderWay();
      const now = new Date(clock());
      if (delivery.status === 'pending') {
        await hasten(tx, delivery.id, now);
        return delivery.id;
      }
      const id = uuidv7();
      const { endpointId, eventId, resendOf } = delivery;
      await insertDeliveries(tx, [
        {
          ...{ id, workspaceId, endpointId, eventId, resendOf: resendOf ?? delivery.id },
          ...{ status: 'pending', dueAt: now, createdAt: now },
        },
      ]);
      return id;
    },

    /** Sends a test to an endpoint, once, and waits for what comes of it; to one that is disabled, too. Returns its id. */
    async test(endpoint: Endpoint, correlationId: string): Promise<string> {
      const claimed = await db.transaction((tx) => insertTest(tx, endpoint, correlationId));
      await sender.send(claimed);
      return claimed.delivery.id;
    },
  };

  /** Claimed already: nobody else sends it, unless this process dies. */
  async function insertTest(
    tx: Queryable,
    endpoint: Endpoint,
    correlationId: string,
  ): Promise<ClaimedDelivery> {
    const now = new Date(clock());
    const { id: endpointId, workspaceId } = endpoint;
    const eventId = uuidv7();
    const body = JSON.stringify(testEvent({ eventId, endpointId, workspaceId, correlationId, now }));
    await insertOutboundEvents(tx, [
      {
        ...{ id: eventId, workspaceId, type: testType, topic: testType, body, isTest: true, createdAt: now },
      },
    ]);
    const delivery = {
      ...{ id: uuidv7(), workspaceId, endpointId, eventId, isTest: true, resendOf: null },
      ...{ status: 'sending' as const, dueAt: new Date(now.getTime() + sender.leaseMs) },
      ...{ attempts: 1, failures: 0, createdAt: now, endedAt: null },
    };
    await insertDeliveries(tx, [delivery]);
    const attempt = { deliveryId: delivery.id, number: 1, url: endpoint.url, startedAt: now };
    await insertAttempt(tx, attempt);
    return { delivery, endpoint, body };
  }
}

export type DeliveryActions = ReturnType<typeof createDeliveryActions>;

const testType = 'crm.endpoint.test';

/** In the form of an event, although it never is on the bus. */
function testEvent(given: {
  eventId: string;
  endpointId: string;
  workspaceId: string;
  correlationId: string;
  now: Date;
}) {
  return {
    specversion: '1.0',
    id: given.eventId,
    source: '/crm-sync',
    type: testType,
    subject: given.endpointId,
    time: given.now.toISOString(),
    datacontenttype: 'application/json',
    workspaceid: given.workspaceId,
    correlationid: given.correlationId,
    data: { endpointId: given.endpointId },
  };
}
