import { type AddressedEvent, postStatus } from '@postbus/contracts';
import { connect } from '@postbus/db';
import { waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bus, connectBus } from './connect-bus.ts';
import { type ConsumerOptions, createConsumer } from './create-consumer.ts';
import { asReplay } from './message-id.ts';
import { pause } from './pause.ts';
import { publishMessage, republishEvent } from './publish.ts';
import { deadLetters, messagesOf } from './testing/dead-letters.ts';
import {
  effectIds,
  effects,
  type Fixture,
  inbox,
  postEvent,
  recordEffect,
  silent,
  startFixture,
} from './testing/fixture.ts';

type PostEvent = ReturnType<typeof postStatus.parse>;
type Options = ConsumerOptions<PostEvent>;

let fixture: Fixture;
let bus: Bus;
let sequence = 0;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  fixture = await startFixture();
  bus = await fixture.bus();
  await bus.connected();
});
afterAll(() => fixture.close());

beforeEach(async () => {
  await bus.ensureStream('POSTS');
  const jsm = await bus.connection?.jetstreamManager({ checkAPI: false });
  await jsm?.streams.purge('POSTS');
  await fixture.db.delete(effects);
  await fixture.db.delete(inbox);
  sequence += 1;
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Starts a consumer of this test's own. */
const consume = (options: Partial<Options> = {}) => {
  const consumer = createConsumer<PostEvent>({
    db: fixture.db,
    bus,
    inbox,
    service: 'crm-sync',
    name: `test${sequence}`,
    stream: 'POSTS',
    filterSubject: 'post.status.>',
    parse: postStatus.parse,
    handle: recordEffect,
    logger: silent,
    retryDelaysMs: [20, 30, 40],
    ...options,
  });
  stops.push(() => consumer.stop());
  consumer.start();
  return consumer;
};

const publish = async (addressed: AddressedEvent, messageId = addressed.event.id) =>
  republishEvent(bus, addressed, messageId);

const letters = () => deadLetters(bus, `dead.crm-sync.test${sequence}`);

/** Publishes a last event and waits for its effect: whatever came before it has been delivered too. */
const oneMore = async () => {
  const last = postEvent();
  await publish(last);
  await waitFor('the last event', async () => (await effectIds(fixture.db)).includes(last.event.id));
  return last.event.id;
};

describe('a consumer', () => {
  test('hands over the event with its correlation id, its trace and the attempt', async () => {
    const addressed = postEvent();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    Object.assign(addressed.event, { traceparent, addedLater: 'kept' });
    const seen: unknown[] = [];
    consume({
      handle: async (event, { correlationId, traceparent, attempt }) => {
        seen.push({ event, correlationId, traceparent, attempt });
      },
    });
    await publish(addressed);
    await waitFor('the event', () => seen.length > 0);
    expect(seen).toEqual([{ event: addressed.event, correlationId: 'c-1', traceparent, attempt: 1 }]);
  });

  test('lets an event take effect once, however often and under whatever message id it comes', async () => {
    const addressed = postEvent();
    for (const copy of [1, 2, 3, 4, 5, 6]) await publish(addressed, `copy ${copy}`);
    const consumer = consume();
    await waitFor('all copies', async () => (await consumer.pending()) === 0);
    expect(await messagesOf(bus, 'POSTS')).toHaveLength(6);
    expect(await effectIds(fixture.db)).toEqual([addressed.event.id]);
  });

  test('lets a deliberate replay take effect once more, and that once', async () => {
    const { event, subject } = postEvent();
    const replay = asReplay(event);
    await publish({ event, subject });
    await publish({ event: replay, subject }, replay.replayid);
    await publish({ event: replay, subject }, 'the replay again');
    const consumer = consume();
    await waitFor('all copies', async () => (await consumer.pending()) === 0);
    expect(await effectIds(fixture.db)).toEqual([event.id, event.id]);
  });

  test('runs a failing handler up the whole ladder, keeps nothing of it, and leaves a dead letter', async () => {
    const addressed = postEvent();
    const attempts: number[] = [];
    let counted = 0;
    const consumer = consume({
      handle: async (event, context) => {
        await recordEffect(event, context);
        if (event.id !== addressed.event.id) return;
        attempts.push(context.attempt);
        throw Object.assign(new TypeError('cannot do this'), { code: 'not_possible' });
      },
      onDeadLetter: () => {
        counted += 1;
      },
    });
    await publish(addressed);
    const [letter] = await waitFor('a dead letter', async () => (await letters()).length > 0 && letters());
    expect(attempts).toEqual([1, 2, 3, 4]);
    expect(letter).toMatchObject({
      service: 'crm-sync',
      consumer: `test${sequence}`,
      stream: 'POSTS',
      subject: addressed.subject,
      eventId: addressed.event.id,
      attempts: 4,
      error: { name: 'TypeError', code: 'not_possible', message: 'cannot do this' },
    });
    expect(postStatus.parse(JSON.parse(letter?.payload ?? ''))).toEqual(addressed.event);
    expect(await effectIds(fixture.db)).not.toContain(addressed.event.id);
    await waitFor('nothing to be pending', async () => (await consumer.pending()) === 0);
    expect(await letters()).toHaveLength(1);
    expect(counted).toBe(1);
  });

  test('takes a retried event in when the handler succeeds at last', async () => {
    const addressed = postEvent();
    consume({
      handle: async (event, context) => {
        if (context.attempt < 3) throw new Error('not yet');
        await recordEffect(event, context);
      },
    });
    await publish(addressed);
    await waitFor('the effect', async () => (await effectIds(fixture.db)).length === 1);
    expect(await letters()).toEqual([]);
  });

  test('gives up at once on an error that says retry never', async () => {
    const addressed = postEvent();
    consume({
      handle: async () => {
        throw Object.assign(new Error('no such account'), { retry: 'never' });
      },
    });
    await publish(addressed);
    const [letter] = await waitFor('a dead letter', async () => (await letters()).length > 0 && letters());
    expect(letter?.attempts).toBe(1);
  });

  test('gives a dead letter another life: only who has not taken the event in acts', async () => {
    const addressed = postEvent();
    let isRepaired = false;
    consume({
      handle: async (event, context) => {
        if (!isRepaired) throw Object.assign(new Error('broken'), { retry: 'never' });
        await recordEffect(event, context);
      },
    });
    const other = consume({ name: `other${sequence}` });
    await publish(addressed);
    await waitFor('a dead letter', async () => (await letters()).length > 0);
    await waitFor('the other', async () => (await other.pending()) === 0);
    isRepaired = true;
    await publish(addressed, 'another life');
    await waitFor('both effects', async () => (await effectIds(fixture.db)).length === 2);
    await waitFor('the other', async () => (await other.pending()) === 0);
    expect(await effectIds(fixture.db)).toHaveLength(2);
  });

  test.each([
    ['is no JSON', 'not { json', 'MalformedMessageError'],
    ['is no event', '{"id":"1"}', 'InvalidEventError'],
    ['is empty', '', 'MalformedMessageError'],
  ])('gives up at once on a message that %s, and keeps it as it came', async (_, payload, error) => {
    if (!bus.connection) throw new Error('not connected');
    await publishMessage(bus.connection, { subject: 'post.status.x', payload, messageId: `bad ${sequence}` });
    consume();
    const [letter] = await waitFor('a dead letter', async () => (await letters()).length > 0 && letters());
    expect(letter).toMatchObject({ payload, eventId: null, attempts: 1, error: { name: error } });
    await oneMore();
  });

  test('tells in a dead letter no value of a failed query, and little of a long message', async () => {
    const [first, second] = [postEvent(), postEvent()];
    consume({
      retryDelaysMs: [],
      handle: async (event, { tx }) => {
        if (event.id === second.event.id) throw new Error('long '.repeat(1000));
        await tx.execute(sql`insert into events_test.missing values (${'s3cret'})`);
      },
    });
    await publish(first);
    await publish(second);
    const found = await waitFor('two dead letters', async () => (await letters()).length === 2 && letters());
    const errors = Object.fromEntries(found.map(({ eventId, error }) => [eventId, error]));
    expect(errors[first.event.id]).toMatchObject({ name: 'PostgresError', code: '42P01' });
    expect(JSON.stringify(errors)).not.toContain('s3cret');
    expect(errors[second.event.id]?.message).toHaveLength(500);
  });

  test('gives a handler more time than the broker waits for a sign of life', async () => {
    const addressed = postEvent();
    let runs = 0;
    const consumer = consume({
      ackWaitMs: 600,
      handle: async (event, context) => {
        runs += 1;
        // Slow work is what this is about.
        await pause(1500);
        await recordEffect(event, context);
      },
    });
    await publish(addressed);
    await waitFor('the effect', async () => (await effectIds(fixture.db)).length === 1);
    await waitFor('nothing to be pending', async () => (await consumer.pending()) === 0);
    expect(runs).toBe(1);
    const jsm = await bus.connection?.jetstreamManager({ checkAPI: false });
    const info = await jsm?.consumers.info('POSTS', `crm-sync-test${sequence}`);
    expect(info?.delivered.consumer_seq).toBe(1);
  });

  test('stops without losing the running handler, and takes up nothing more', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let runs = 0;
    const consumer = consume({
      concurrency: 1,
      handle: async (event, context) => {
        runs += 1;
        await held;
        await recordEffect(event, context);
      },
    });
    await publish(postEvent());
    await publish(postEvent());
    await waitFor('a running handler', () => runs === 1);
    const stopped = consumer.stop();
    release();
    await stopped;
    expect(await effectIds(fixture.db)).toHaveLength(1);
    expect(runs).toBe(1);
    await waitFor('the other one still to be there', async () => (await consumer.pending()) === 1);
    consumer.start();
    await waitFor('the other one', async () => (await effectIds(fixture.db)).length === 2);
  });

  test('handles as many at the same time as told, and leaves the others to another process', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const handled = { first: 0, second: 0 };
    const hold = (which: 'first' | 'second') => async () => {
      handled[which] += 1;
      await held;
    };
    for (let count = 0; count < 7; count += 1) await publish(postEvent());
    consume({ concurrency: 3, handle: hold('first') });
    await waitFor('the first to be busy', () => handled.first === 3);
    consume({ concurrency: 3, handle: hold('second') });
    await waitFor('the second to be busy', () => handled.second === 3);
    expect(handled).toEqual({ first: 3, second: 3 });
    release();
    await waitFor('the last one', () => handled.first + handled.second === 7);
  });

  test('takes only what its filter names', async () => {
    const wanted = postEvent({ status: 'failed' });
    consume({ filterSubject: 'post.status.tiktok.failed.>' });
    await publish(postEvent());
    await publish(wanted);
    await waitFor('the wanted one', async () => (await effectIds(fixture.db)).length > 0);
    expect(await effectIds(fixture.db)).toEqual([wanted.event.id]);
  });

  test('says that it does not know how much is pending while the broker is away', async () => {
    const nowhere = await connectBus({ url: 'nats://127.0.0.1:1', name: 'crm-sync', logger: silent });
    const consumer = consume({ bus: nowhere });
    expect(await consumer.pending()).toBeNaN();
    await consumer.stop();
    await nowhere.close();
  });
});

describe('a consumer that handles events together', () => {
  const sizes: number[] = [];
  const together = (options: Partial<Options> = {}) => {
    sizes.length = 0;
    return consume({
      concurrency: 20,
      async handleTogether(deliveries, tx) {
        sizes.push(deliveries.length);
        for (const { event } of deliveries) await recordEffect(event, { tx });
      },
      ...options,
    });
  };
  const publishMany = async (count: number) => {
    const events = Array.from({ length: count }, () => postEvent());
    for (const event of events) await publish(event);
    return events.map(({ event }) => event.id);
  };

  test('lets each take effect once, many in one transaction where there are many', async () => {
    const ids = await publishMany(200);
    const again = postEvent();
    await publish(again);
    await publish(again, 'under another message id');
    together();
    const last = await oneMore();
    expect(await effectIds(fixture.db)).toEqual([...ids, again.event.id, last].sort());
    expect(Math.max(...sizes)).toBeGreaterThan(5);
  });

  test('handles each alone when a group fails: one that cannot be handled spoils no other', async () => {
    const ids = await publishMany(60);
    const spoilt = new Set(ids.filter((_, index) => index % 20 === 7));
    const spoil = (id: string) => {
      if (spoilt.has(id)) throw Object.assign(new Error('never'), { retry: 'never' });
    };
    together({
      async handle(event, context) {
        spoil(event.id);
        await recordEffect(event, context);
      },
      async handleTogether(deliveries, tx) {
        for (const { event } of deliveries) {
          spoil(event.id);
          await recordEffect(event, { tx });
        }
      },
    });
    await waitFor('the dead letters', async () => (await letters()).length === spoilt.size);
    const last = await oneMore();
    expect(await effectIds(fixture.db)).toEqual([...ids.filter((id) => !spoilt.has(id)), last].sort());
  });

  test('loses none and repeats none while PostgreSQL cuts its connections', async () => {
    const ids = await publishMany(150);
    const db = connect(fixture.adminUrl, { applicationName: 'events test cut' });
    together({
      db,
      async handleTogether(deliveries, tx) {
        for (const { event } of deliveries) await recordEffect(event, { tx });
        await pause(20);
      },
    });
    let ended = 0;
    for (let cut = 0; cut < 4; cut += 1) {
      await pause(40);
      const connections = await fixture.admin`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'events test cut' and datname = current_database()`;
      ended += connections.length;
    }
    expect(ended).toBeGreaterThan(0);
    const last = await oneMore();
    await waitFor('all effects', async () => (await effectIds(fixture.db)).length >= ids.length + 1);
    expect(await effectIds(fixture.db)).toEqual([...ids, last].sort());
    for (const stop of stops.splice(0)) await stop();
    await db.$client.end({ timeout: 1 });
  });
});
