import {
  deliveries,
  deliveryAttempts,
  idempotencyKeys,
  inbox,
  outboundEvents,
  outbox,
} from '@postbus/db/crm-sync';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givePositions } from '../features/event-stream/give-positions.ts';
import { type DeliveryBench, startDeliveryBench } from '../testing/delivery-bench.ts';
import { startReceiver } from '../testing/start-receiver.ts';
import { forgetOld } from './forget-old.ts';

const dayMs = 24 * 3_600_000;
let bench: DeliveryBench;
beforeAll(async () => {
  bench = await startDeliveryBench();
});
afterAll(() => bench.close());

test('events go after 30 days with their deliveries; the newest event and what is younger stay', async () => {
  const receiver = await startReceiver();
  const { db } = bench;
  const endpoint = await bench.endpoint(receiver.url);
  for (let n = 0; n < 3; n++) await bench.event();
  await givePositions(db);
  const found = await bench.findEndpoint(endpoint.id);
  await bench.actions.test(found, 'test');
  await bench.sender.sweep();
  const old = new Date(bench.clock() - dayMs);
  await db.insert(inbox).values({ consumer: 'any', eventId: uuidv7(), receivedAt: old });
  await db.insert(outbox).values([
    { id: uuidv7(), subject: 'crm.x', event: {}, createdAt: old, publishedAt: old },
    { id: uuidv7(), subject: 'crm.x', event: {}, createdAt: old },
  ]);
  await db.insert(idempotencyKeys).values({
    ...{ id: uuidv7(), workspaceId: uuidv7(), clientId: 'c', key: 'k', requestHash: 'h' },
    ...{ answerEncrypted: 'x', createdAt: old },
  });
  const tables = { outboundEvents, deliveries, deliveryAttempts, inbox, outbox, idempotencyKeys };
  const counts = async () => {
    const entries = Object.entries(tables).map(async ([name, table]) => [name, await db.$count(table)]);
    return Object.fromEntries(await Promise.all(entries));
  };

  await forgetOld(db, bench.clock());
  const before = { outboundEvents: 4, deliveries: 4, deliveryAttempts: 4, inbox: 1, outbox: 2 };
  expect(await counts()).toEqual({ ...before, idempotencyKeys: 1 });
  bench.advance(15 * dayMs);
  await bench.event();
  await givePositions(db);
  await forgetOld(db, bench.clock() + 16 * dayMs);
  // The event that no broker has confirmed stays whatever its age.
  const after = { outboundEvents: 1, deliveries: 1, deliveryAttempts: 0, inbox: 0, outbox: 1 };
  expect(await counts()).toEqual({ ...after, idempotencyKeys: 0 });
  await forgetOld(db, bench.clock() + 1000 * dayMs);
  expect(await db.$count(outboundEvents)).toBe(1);
  await receiver.close();
});
