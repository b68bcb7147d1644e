import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prune } from './prune.ts';
import { type Fixture, inbox, outbox, startFixture, writeEvents } from './testing/fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const day = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * day);

test('pruning removes what was published or taken in before a time, and never what still waits', async () => {
  const { db } = fixture;
  const waiting = await writeEvents(db, 2);
  await db.update(outbox).set({ createdAt: daysAgo(100) });
  const published = [daysAgo(40), daysAgo(31), daysAgo(29)].map((publishedAt) => ({
    id: uuidv7(),
    subject: 'post.status.x',
    event: {},
    publishedAt,
  }));
  await db.insert(outbox).values(published);
  await db.insert(inbox).values([
    { consumer: 'test', eventId: uuidv7(), receivedAt: daysAgo(31) },
    { consumer: 'test', eventId: uuidv7(), receivedAt: daysAgo(1) },
  ]);
  expect(await prune({ db, outbox, inbox, before: daysAgo(30) })).toEqual({ outbox: 2, inbox: 1 });
  const kept = (await db.select({ id: outbox.id }).from(outbox)).map(({ id }) => id);
  expect(kept.sort()).toEqual([...waiting, published[2]?.id].sort());
});
