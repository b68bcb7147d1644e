import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@postbus/db';
import { startTcpProxy, waitFor } from '@postbus/testing';
import { asc, eq, inArray } from 'drizzle-orm';
import type { StoredMsg } from 'nats';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bus, BusUnavailableError } from './connect-bus.ts';
import { asReplay } from './message-id.ts';
import { createOutboxRelay, type OutboxRelayOptions } from './outbox-relay.ts';
import {
  type Fixture,
  outbox,
  postEvent,
  silent,
  startFixture,
  unpublishedCount,
  writeEvents,
} from './testing/fixture.ts';
import { writeEvent } from './write-events.ts';

let fixture: Fixture;
let bus: Bus;
beforeAll(async () => {
  fixture = await startFixture();
  bus = await fixture.bus();
});
afterAll(() => fixture.close());

const stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  await bus.connected();
  await bus.ensureStream('POSTS');
  await (await manager()).streams.purge('POSTS');
  await fixture.db.delete(outbox);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const manager = async () => {
  const connection = await bus.connected();
  if (!connection) throw new Error('closed');
  return connection.jetstreamManager({ checkAPI: false });
};

const relayOf = (options: Partial<OutboxRelayOptions> = {}) => {
  const relay = createOutboxRelay({
    db: fixture.db,
    bus,
    table: outbox,
    logger: silent,
    ...options,
  });
  stops.push(() => relay.stop());
  return relay;
};

/** Everything in the stream, in its order. */
const stored = async (): Promise<StoredMsg[]> => {
  const jsm = await manager();
  const { state } = await jsm.streams.info('POSTS');
  const sequences = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
  return Promise.all(sequences.map((seq) => jsm.streams.getMessage('POSTS', { seq })));
};
const storedIds = async () => (await stored()).map((message) => message.header.get('Nats-Msg-Id'));

const tracedEvent = () => {
  const addressed = postEvent({ caption: 'Crust test 🎬' });
  addressed.event.traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  return addressed;
};
/** The first message in the stream is this event, whole. */
const expectStored = async ({ subject, event }: ReturnType<typeof postEvent>) => {
  const [message] = await stored();
  expect(message?.subject).toBe(subject);
  expect(message?.json()).toEqual(event);
  expect(message?.header.get('Nats-Msg-Id')).toBe(event.id);
  expect(message?.header.get('Postbus-Correlation-Id')).toBe('c-1');
  expect(message?.header.get('traceparent')).toBe(event.traceparent);
};

describe('the outbox relay', () => {
  test('publishes an event as it was written, with its id, correlation id and trace', async () => {
    const addressed = tracedEvent();
    await writeEvent(fixture.db, outbox, addressed);
    expect(await relayOf().sweep()).toBe(1);
    await expectStored(addressed);
  });

  test('keeps whole numbers that JavaScript would round', async () => {
    const { event, subject } = postEvent();
    await fixture.admin`
      insert into events_test.outbox (id, subject, event)
      values (${event.id}, ${subject}, '{"id": 7600000000000000101}'::text::jsonb)`;
    await relayOf().sweep();
    expect((await stored())[0]?.string()).toContain('7600000000000000101');
  });

  test('publishes in the order of the ids, over as many batches as it takes', async () => {
    const ids = await writeEvents(fixture.db, 250);
    expect(await relayOf({ batchSize: 40 }).sweep()).toBe(250);
    expect(await storedIds()).toEqual(ids);
    expect(await unpublishedCount(fixture.db)).toBe(0);
  });

  test('two relays at the same time publish each row once', async () => {
    const otherBus = await fixture.bus();
    await otherBus.connected();
    const relays = [relayOf({ batchSize: 10 }), relayOf({ batchSize: 10, bus: otherBus })];
    // Each has its connections: neither can be done before the other begins.
    await Promise.all(relays.map((relay) => relay.sweep()));
    const ids = await writeEvents(fixture.db, 300);
    const counts = await Promise.all(relays.map((relay) => relay.sweep()));
    // Each counts what it has published, which JetStream's own dropping of duplicates does not change.
    expect(counts.reduce((sum, count) => sum + count)).toBe(300);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(await unpublishedCount(fixture.db)).toBe(0);
    expect((await storedIds()).sort()).toEqual(ids);
  });

  test('does not skip a row whose transaction commits after a later one', async () => {
    const [early, late] = [postEvent(), postEvent()];
    const relay = relayOf();
    await fixture.db.transaction(async (tx) => {
      await writeEvent(tx, outbox, early);
      await writeEvent(fixture.db, outbox, late);
      expect(await relay.sweep()).toBe(1);
      expect(await storedIds()).toEqual([late.event.id]);
    });
    expect(await relay.sweep()).toBe(1);
    expect(await storedIds()).toEqual([late.event.id, early.event.id]);
  });

  test('publishes nothing that was rolled back', async () => {
    const change = fixture.db.transaction(async (tx) => {
      await writeEvent(tx, outbox, postEvent());
      throw new Error('changed my mind');
    });
    await expect(change).rejects.toThrow('changed my mind');
    expect(await relayOf().sweep()).toBe(0);
  });

  test('marks only what JetStream has confirmed, and one bad row holds up no other', async () => {
    const bad = postEvent();
    await writeEvent(fixture.db, outbox, { ...bad, subject: 'nobody.stores.this' });
    const good = await writeEvents(fixture.db, 25);
    const relay = relayOf({ batchSize: 10 });
    await expect(relay.sweep()).rejects.toThrow();
    expect(await storedIds()).toEqual(good);
    expect(await unpublishedCount(fixture.db)).toBe(1);
    expect(await relay.lagSeconds()).toBeGreaterThan(0);
  });

  test('gives a replay a message id of its own, so that JetStream does not swallow it', async () => {
    const { event, subject } = postEvent();
    await writeEvent(fixture.db, outbox, { event, subject });
    const relay = relayOf();
    await relay.sweep();
    const replay = asReplay(event);
    await fixture.db.update(outbox).set({ event: replay, publishedAt: null }).where(eq(outbox.id, event.id));
    await relay.sweep();
    expect(await storedIds()).toEqual([event.id, replay.replayid]);
  });

  test('goes on after its connections were terminated', async () => {
    relayOf({ sweepIntervalMs: 200 }).start();
    const ids: string[] = [];
    for (let round = 0; round < 5; round++) {
      ids.push(...(await writeEvents(fixture.db, 20)));
      await fixture.admin`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'events test' and datname = current_database() and state <> 'active'`;
      await waitFor('an empty outbox', async () => {
        return (await unpublishedCount(fixture.db).catch(() => 1)) === 0;
      });
    }
    expect([...new Set(await storedIds())]).toEqual(ids);
  });

  test('outlives an absence of PostgreSQL', async () => {
    const proxy = await startTcpProxy(fixture.adminUrl);
    const db = connect(proxy.url, { applicationName: 'events test behind a proxy' });
    const relay = relayOf({ db, sweepIntervalMs: 200 });
    relay.start();
    await writeEvents(fixture.db, 1);
    await waitFor('the first event', async () => (await stored()).length === 1);
    proxy.cut();
    await writeEvents(fixture.db, 1);
    await expect(relay.lagSeconds()).rejects.toThrow();
    proxy.restore();
    await waitFor('the second event', async () => (await stored()).length === 2);
    await relay.stop();
    await db.$client.end({ timeout: 1 });
    await proxy.close();
  });

  test('waits for an absent broker without a transaction, then publishes everything', async () => {
    const relay = relayOf();
    relay.start();
    await fixture.nats.stop('SIGKILL');
    await waitFor('the loss to be noticed', () => !bus.isConnected());
    const ids = await writeEvents(fixture.db, 30);
    await expect(relay.sweep()).rejects.toThrow(BusUnavailableError);
    const open = await fixture.admin`select from pg_stat_activity where state like 'idle in transaction%'
      and datname = current_database()`;
    expect(open).toHaveLength(0);
    await fixture.nats.start();
    await waitFor('an empty outbox', async () => (await unpublishedCount(fixture.db)) === 0);
    expect(await storedIds()).toEqual(ids);
    const rows = await fixture.db.select().from(outbox).orderBy(asc(outbox.id));
    expect(rows.every(({ publishedAt }) => publishedAt !== null)).toBe(true);
    expect(await relay.lagSeconds()).toBe(0);
  });
});

describe('what this process writes', () => {
  const neverSweeps = { sweepIntervalMs: 3_600_000 };
  /** Has looked once, and found nothing. */
  const startIdle = async (options: Partial<OutboxRelayOptions> = {}) => {
    const relay = relayOf({ ...neverSweeps, ...options });
    let looks = 0;
    relay.start();
    await waitFor('the look at the start', async () => {
      if (looks++ === 0) await writeEvent(fixture.db, outbox, postEvent());
      return (await unpublishedCount(fixture.db)) === 0;
    });
    await (await manager()).streams.purge('POSTS');
    return relay;
  };

  test('is published as soon as it is committed, unread and as it would be from the table, and marked then', async () => {
    await startIdle();
    const addressed = tracedEvent();
    await fixture.db.transaction(async (tx) => {
      await writeEvent(tx, outbox, addressed);
      await pause(200);
      expect(await stored()).toEqual([]);
    });
    await waitFor('the event in the stream', async () => (await stored()).length === 1);
    await expectStored(addressed);
    await waitFor('it to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
  });

  test('is published in whatever number a transaction writes, each once', async () => {
    await startIdle();
    const ids = await Promise.all([
      writeEvents(fixture.db, 700),
      writeEvents(fixture.db, 700),
      writeEvents(fixture.db, 1200),
    ]);
    await waitFor('all to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
    expect((await storedIds()).toSorted()).toEqual(ids.flat().toSorted());
  });

  test('is not published when it is rolled back, with the whole or back to a savepoint', async () => {
    await startIdle();
    const [kept, inner, undone] = [postEvent(), postEvent(), postEvent()];
    await fixture.db.transaction(async (tx) => {
      await writeEvent(tx, outbox, kept);
      await tx.transaction((savepoint) => writeEvent(savepoint, outbox, inner));
      const back = tx.transaction(async (savepoint) => {
        await writeEvent(savepoint, outbox, undone);
        throw new Error('back');
      });
      await expect(back).rejects.toThrow('back');
    });
    const change = fixture.db.transaction(async (tx) => {
      await writeEvent(tx, outbox, postEvent());
      throw new Error('changed my mind');
    });
    await expect(change).rejects.toThrow('changed my mind');
    await waitFor('two to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
    expect((await storedIds()).toSorted()).toEqual([kept.event.id, inner.event.id].toSorted());
  });

  test('is left to the sweep when it cannot be published, and holds up nothing', async () => {
    await startIdle();
    const [bad, good] = [postEvent(), postEvent()];
    await writeEvent(fixture.db, outbox, { ...bad, subject: 'nobody.stores.this' });
    await writeEvent(fixture.db, outbox, good);
    await waitFor('the good one to be marked', async () => (await unpublishedCount(fixture.db)) === 1);
    expect(await storedIds()).toEqual([good.event.id]);
    await fixture.db.update(outbox).set({ subject: bad.subject }).where(eq(outbox.id, bad.event.id));
    await waitFor('the other one to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
    expect(await storedIds()).toEqual([good.event.id, bad.event.id]);
  });

  test('is all marked when the relay has stopped; what is written then waits for the next', async () => {
    const relay = await startIdle();
    const ids = await writeEvents(fixture.db, 50);
    await relay.stop();
    expect(await storedIds()).toHaveLength(50);
    expect(await unpublishedCount(fixture.db)).toBe(0);
    const later = await writeEvents(fixture.db, 3);
    expect(await unpublishedCount(fixture.db)).toBe(3);
    relayOf(neverSweeps).start();
    await waitFor('the rest to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
    expect((await storedIds()).toSorted()).toEqual([...ids, ...later].toSorted());
  });

  test('is left alone by the sweeps of others while it is on its way, and taken by them after a moment', async () => {
    relayOf({ sweepIntervalMs: 20 }).start();
    // Another process writes, and does not publish.
    const writer = connect(fixture.adminUrl, { applicationName: 'events test writer' });
    stops.push(() => writer.$client.end({ timeout: 5 }));
    const write = async (count: number) => {
      const ids = await writeEvents(writer, count);
      await waitFor('all to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
      return ids;
    };
    // The sweep at the start takes everything: it is over when this is out.
    await write(1);
    const ids = await write(5);
    expect((await storedIds()).slice(1)).toEqual(ids);
    const rows = await fixture.db.select().from(outbox).where(inArray(outbox.id, ids));
    for (const { createdAt, publishedAt } of rows)
      expect(Number(publishedAt) - Number(createdAt)).toBeGreaterThanOrEqual(1000);
  });

  test('is marked even if that takes long: nothing is published again meanwhile', async () => {
    const relay = await startIdle();
    const hold = await fixture.admin.reserve();
    const ids = await writeEvents(fixture.db, 10);
    await hold`begin`;
    await hold`lock table events_test.outbox in share mode`;
    await waitFor('all to be in the stream', async () => (await stored()).length === 10);
    await pause(300);
    const swept = await Promise.race([relay.sweep(), pause(10_000)]);
    await hold`commit`;
    hold.release();
    expect(swept).toBe(0);
    await waitFor('all to be marked', async () => (await unpublishedCount(fixture.db)) === 0);
    expect(await storedIds()).toEqual(ids);
  });
});
