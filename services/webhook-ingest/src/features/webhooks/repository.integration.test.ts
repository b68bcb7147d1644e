import { createHash } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { momentOfId } from './new-id.ts';
import { insertWebhooks, type NewWebhook } from './repository.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('webhook-ingest');
});
afterAll(() => database.close());

function webhook(name: string): NewWebhook {
  const externalId = createHash('sha256').update(name).digest('hex');
  const id = uuidv7();
  const receivedAt = momentOfId(id).getTime();
  return {
    id,
    subject: 'webhook.tiktok.test',
    correlationId: 'test',
    externalId,
    clientKey: 'key',
    eventName: 'test',
    userOpenId: null,
    createTime: 1,
    rawBody: '{}',
    signedAt: receivedAt,
    signedWith: 'current',
    headers: {},
    receivedAt,
  };
}

test('the same webhooks in opposite orders at the same time do not wait for each other in a circle', async () => {
  for (let round = 0; round < 5; round += 1) {
    const ids = Array.from({ length: 1_000 }, (_, index) => `${round}-${index}`);
    const counts = await Promise.all(
      [ids, ids.toReversed(), ids, ids.toReversed()].map((order) =>
        insertWebhooks(database.db, order.map(webhook)),
      ),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(ids.length);
  }
});

test('a webhook that occurs twice in one statement is stored once', async () => {
  expect(await insertWebhooks(database.db, [webhook('twice'), webhook('twice')])).toBe(1);
  expect(await insertWebhooks(database.db, [webhook('twice')])).toBe(0);
});
