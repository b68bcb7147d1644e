import { postStatus } from '@postbus/contracts';
import { connect } from '@postbus/db';
import { startTcpProxy, waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bus } from './connect-bus.ts';
import { type ConsumerOptions, createConsumer } from './create-consumer.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import { rebuildFromOutbox } from './rebuild.ts';
import { deadLetters, messagesOf } from './testing/dead-letters.ts';
import {
  effectIds,
  effects,
  type Fixture,
  inbox,
  outbox,
  recordEffect,
  silent,
  startFixture,
  writeEvents,
} from './testing/fixture.ts';

type PostEvent = ReturnType<typeof postStatus.parse>;

let fixture: Fixture;
let bus: Bus;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

// Every test begins with an empty broker and empty tables.
beforeEach(async () => {
  await fixture.nats.stop('SIGKILL');
  await fixture.nats.empty();
  await fixture.nats.start();
  bus = await fixture.bus();
  await bus.connected();
  for (const table of [outbox, inbox, effects]) await fixture.db.delete(table);
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const relay = () => {
  const started = createOutboxRelay({ db: fixture.db, bus, table: outbox, logger: silent });
  started.start();
  stops.push(() => started.stop());
  return started;
};

const consume = (options: Partial<ConsumerOptions<PostEvent>> = {}) => {
  const consumer = createConsumer<PostEvent>({
    db: fixture.db,
    bus,
    inbox,
    service: 'crm-sync',
    name: 'test',
    stream: 'POSTS',
    filterSubject: 'post.status.>',
    parse: postStatus.parse,
    handle: recordEffect,
    logger: silent,
    // A first failure would be a dead letter: outages must not count as one.
    retryDelaysMs: [],
    ackWaitMs: 2000,
    ...options,
  });
  stops.push(() => consumer.stop());
  consumer.start();
  return consumer;
};

const effectsOf = (ids: string[]) =>
  waitFor(
    'every effect',
    async () => (await effectIds(fixture.db)).length >= ids.length && effectIds(fixture.db),
  );

describe('when the broker is away', () => {
  test('services that start without it work as soon as it is there, in whatever order', async () => {
    await fixture.nats.stop();
    await fixture.nats.empty();
    bus = await fixture.bus();
    expect(bus.isConnected()).toBe(false);
    consume();
    relay();
    const ids = await writeEvents(fixture.db, 5);
    await fixture.nats.start();
    expect(await effectsOf(ids)).toEqual(ids);
  });

  test('a killed and restarted broker loses and doubles no effect', async () => {
    consume();
    relay();
    const ids: string[] = [];
    for (let round = 0; round < 3; round++) {
      ids.push(...(await writeEvents(fixture.db, 60)));
      await waitFor('some effects', async () => (await effectIds(fixture.db)).length > round * 60);
      await fixture.nats.stop('SIGKILL');
      ids.push(...(await writeEvents(fixture.db, 10)));
      await fixture.nats.start();
    }
    await effectsOf(ids);
    await waitFor(
      'nothing to be delivered twice',
      async () => (await effectIds(fixture.db)).length === ids.length,
    );
    expect(await effectIds(fixture.db)).toEqual(ids.sort());
    expect(await deadLetters(bus, 'dead.crm-sync.test')).toEqual([]);
  });

  test('an emptied broker is filled from the outbox, and who consumed it all before acts on nothing again', async () => {
    const first = consume();
    relay();
    const ids = await writeEvents(fixture.db, 50);
    expect(await effectsOf(ids)).toEqual(ids);

    await fixture.nats.stop('SIGKILL');
    await fixture.nats.empty();
    await fixture.nats.start();
    await waitFor('the broker', () => bus.isConnected());
    expect(await rebuildFromOutbox({ db: fixture.db, table: outbox })).toBe(50);
    // A consumer that sees the events for the first time gets all of them.
    const other = consume({ name: 'other' });
    await waitFor('the other effects', async () => (await effectIds(fixture.db)).length >= 100);
    await waitFor('the first', async () => (await first.pending()) === 0 && (await other.pending()) === 0);
    expect((await messagesOf(bus, 'POSTS')).map((message) => message.header.get('Nats-Msg-Id'))).toEqual(ids);
    expect(await effectIds(fixture.db)).toEqual([...ids, ...ids].sort());
    const more = await writeEvents(fixture.db, 1);
    await waitFor('a new event to reach both', async () => {
      return (await effectIds(fixture.db)).filter((id) => id === more[0]).length === 2;
    });
  });

  test('only what was published since a time is published again', async () => {
    // Before it starts: else its first sweep may take them as well, and mark them once more.
    await writeEvents(fixture.db, 3);
    const started = relay();
    await waitFor('the outbox', async () => (await started.lagSeconds()) === 0);
    await fixture.db.update(outbox).set({ publishedAt: new Date('2026-01-01T00:00:00Z') });
    await writeEvents(fixture.db, 2);
    await waitFor('the outbox', async () => (await started.lagSeconds()) === 0);
    const since = new Date('2026-01-01T00:00:01Z');
    expect(await rebuildFromOutbox({ db: fixture.db, table: outbox, since })).toBe(2);
  });

  test.each(['consumer', 'stream'])('a %s deleted under a running consumer is made anew', async (what) => {
    consume();
    relay();
    const before = await writeEvents(fixture.db, 3);
    await effectsOf(before);
    const jsm = await bus.connection?.jetstreamManager({ checkAPI: false });
    if (what === 'consumer') await jsm?.consumers.delete('POSTS', 'crm-sync-test');
    else await jsm?.streams.delete('POSTS');
    const after = await writeEvents(fixture.db, 3);
    expect(await effectsOf([...before, ...after])).toEqual([...before, ...after]);
  });
});

describe('when PostgreSQL is away', () => {
  test('events wait, however long, and no attempt is counted', async () => {
    const proxy = await startTcpProxy(fixture.adminUrl);
    const db = connect(proxy.url, { applicationName: 'events test away' });
    let warnings = 0;
    const logger = pino(
      { level: 'warn' },
      {
        write: () => {
          warnings += 1;
        },
      },
    );
    const attempts: number[] = [];
    consume({
      db,
      logger,
      concurrency: 3,
      handle: async (event, context) => {
        attempts.push(context.attempt);
        await recordEffect(event, context);
      },
    });
    relay();
    proxy.cut();
    const ids = await writeEvents(fixture.db, 6);
    await waitFor('three consumers that noticed', () => warnings >= 3);
    await waitFor('connections to be refused', () => proxy.refused() > 5);
    proxy.restore();
    expect(await effectsOf(ids)).toEqual(ids);
    expect(attempts).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await deadLetters(bus, 'dead.crm-sync.test')).toEqual([]);
    for (const stop of stops.splice(0).reverse()) await stop();
    await db.$client.end({ timeout: 1 });
    await proxy.close();
  });

  test('a consumer can be stopped meanwhile, and the event is not lost', async () => {
    const proxy = await startTcpProxy(fixture.adminUrl);
    proxy.cut();
    const db = connect(proxy.url, { applicationName: 'events test away' });
    const consumer = consume({ db, retryDelaysMs: [10, 10] });
    relay();
    const ids = await writeEvents(fixture.db, 1);
    await waitFor('a try', () => proxy.refused() > 1);
    await consumer.stop();
    // nats-server may count a message that is just given back as waiting and as under way for a moment.
    await waitFor('the event to wait', async () => (await consumer.pending()) === 1);
    consume({ retryDelaysMs: [10, 10] });
    expect(await effectsOf(ids)).toEqual(ids);
    await db.$client.end({ timeout: 1 });
    await proxy.close();
  });

  test('connections terminated in the middle of handlers lose and double no effect', async () => {
    const db = connect(fixture.adminUrl, { applicationName: 'events test terminated' });
    const terminate = () => fixture.admin`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'events test terminated'`;
    let handled = 0;
    consume({
      db,
      handle: async (event, context) => {
        handled += 1;
        await recordEffect(event, context);
        if (handled % 7 === 0) await terminate();
        await context.tx.execute(sql`select 1`);
      },
    });
    relay();
    const ids = await writeEvents(fixture.db, 60);
    await effectsOf(ids);
    expect(handled).toBeGreaterThan(ids.length);
    expect(await effectIds(fixture.db)).toEqual(ids);
    expect(await deadLetters(bus, 'dead.crm-sync.test')).toEqual([]);
    for (const stop of stops.splice(0).reverse()) await stop();
    await db.$client.end({ timeout: 1 });
  });
});
