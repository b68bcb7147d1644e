import { type DeadLetter, postStatus } from '@postbus/contracts';
import { waitFor } from '@postbus/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDeadLetterCollector } from './collect-dead-letters.ts';
import type { Bus } from './connect-bus.ts';
import { type ConsumerOptions, createConsumer } from './create-consumer.ts';
import { publishMessage, republishEvent } from './publish.ts';
import { redeliver } from './redeliver.ts';
import { deadLetters } from './testing/dead-letters.ts';
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

let fixture: Fixture;
let bus: Bus;
let name: string;
let sequence = 0;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  fixture = await startFixture();
  bus = await fixture.bus();
  await bus.connected();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  sequence += 1;
  name = `again${sequence}`;
  await bus.ensureStream('POSTS');
  const jsm = await bus.connection?.jetstreamManager({ checkAPI: false });
  await jsm?.streams.purge('POSTS');
  await fixture.db.delete(effects);
  await fixture.db.delete(inbox);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const final = (message: string) => Object.assign(new Error(message), { retry: 'never', code: 'broken' });
const consume = (options: Partial<ConsumerOptions<PostEvent>> = {}) => {
  const consumer = createConsumer<PostEvent>({
    ...{ db: fixture.db, bus, inbox, service: 'crm-sync', name, stream: 'POSTS' },
    ...{ filterSubject: 'post.status.>', parse: postStatus.parse, handle: recordEffect, logger: silent },
    ...options,
  });
  stops.push(() => consumer.stop());
  consumer.start();
  return consumer;
};
const lettersOf = (consumer: string, count = 1) =>
  waitFor(`${count} dead letters of ${consumer}`, async () => {
    const found = await deadLetters(bus, `dead.crm-sync.${consumer}`);
    return found.length >= count && found;
  });
const giveBack = (letter: DeadLetter, redeliveryId: string) =>
  redeliver(
    bus,
    {
      ...{
        letterId: '019a0000-0000-7000-8000-000000000001',
        service: letter.service,
        subject: letter.subject,
      },
      ...{ consumer: letter.consumer, messageId: letter.messageId ?? null, headers: letter.headers ?? {} },
      payload: Buffer.from(letter.payload),
    },
    redeliveryId,
  );

describe('a dead letter', () => {
  test('tells where in the code it failed, and the headers of the message, but no message in the stack', async () => {
    const { event, subject } = postEvent();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    consume({
      handle: async () => {
        throw final('s3cret on\n  two lines');
      },
    });
    await republishEvent(bus, { subject, event: { ...event, traceparent } }, event.id);
    const [letter] = await lettersOf(name);
    expect(letter?.messageId).toBe(event.id);
    expect(letter?.headers).toEqual({ 'Postbus-Correlation-Id': event.correlationid, traceparent });
    expect(letter?.error.stack).toContain('redeliver.integration.test.ts');
    expect(letter?.error.stack).not.toContain('s3cret');
    expect(letter?.error.stack).not.toContain('two lines');
  });
});

describe('a dead letter that is given back', () => {
  test('reaches the consumer that gave up and no other, and takes effect there once', async () => {
    const { event, subject } = postEvent();
    let isRepaired = false;
    const seen: unknown[] = [];
    consume({
      async handle(event, context) {
        if (!isRepaired) throw final('broken');
        seen.push({ id: event.id, correlationId: context.correlationId });
        await recordEffect(event, context);
      },
    });
    let runsOfOther = 0;
    const other = `other${sequence}`;
    consume({
      name: other,
      async handle() {
        runsOfOther += 1;
        throw final('broken as well');
      },
    });
    await republishEvent(bus, { subject, event }, event.id);
    const [letter] = await lettersOf(name);
    await lettersOf(other);
    if (!letter) throw new Error('no letter');
    isRepaired = true;
    await giveBack(letter, `${name}.1`);
    await giveBack(letter, `${name}.1`);
    await giveBack(letter, `${name}.2`);
    await waitFor('the effect', async () => (await effectIds(fixture.db)).length > 0);
    // Another one after them: whatever came before has been dealt with.
    const last = postEvent();
    await giveBack({ ...letter, payload: JSON.stringify(last.event) }, `${name}.3`);
    await waitFor('the last', async () => (await effectIds(fixture.db)).includes(last.event.id));
    expect((await effectIds(fixture.db)).sort()).toEqual([event.id, last.event.id].sort());
    expect(seen[0]).toEqual({ id: event.id, correlationId: event.correlationid });
    expect(runsOfOther).toBe(1);
  });

  test('and fails again is a dead letter of its own that names the first, with what it was at first', async () => {
    const { event, subject } = postEvent();
    consume({
      async handle() {
        throw final('still broken');
      },
    });
    await republishEvent(bus, { subject, event }, event.id);
    const [letter] = await lettersOf(name);
    if (!letter) throw new Error('no letter');
    await giveBack(letter, `${name}.1`);
    const [, second] = await lettersOf(name, 2);
    expect(second).toMatchObject({
      ...{ consumer: name, subject, messageId: event.id, eventId: event.id, payload: letter.payload },
      ...{ headers: letter.headers, replayOf: '019a0000-0000-7000-8000-000000000001' },
    });
  });

  test('waits for a consumer that is not running', async () => {
    const { event, subject } = postEvent();
    let isRepaired = false;
    const consumer = consume({
      async handle(event, context) {
        if (!isRepaired) throw final('broken');
        await recordEffect(event, context);
      },
    });
    await republishEvent(bus, { subject, event }, event.id);
    const [letter] = await lettersOf(name);
    if (!letter) throw new Error('no letter');
    await consumer.stop();
    isRepaired = true;
    await giveBack(letter, `${name}.1`);
    expect(await effectIds(fixture.db)).toEqual([]);
    consumer.start();
    await waitFor('the effect', async () => (await effectIds(fixture.db)).length === 1);
  });
});

describe('collecting dead letters', () => {
  test('gets each one, again and again until it is kept, and also what is no dead letter', async () => {
    const kept = new Map<string, DeadLetter>();
    let failures = 0;
    const collector = createDeadLetterCollector({
      ...{ bus, service: 'webhook-ingest', logger: silent },
      async store(letter, letterId) {
        if (letter.consumer === name && failures === 0) {
          failures += 1;
          throw new Error('the disk is full');
        }
        kept.set(letterId, letter);
      },
    });
    stops.push(() => collector.stop());
    collector.start();
    const { event, subject } = postEvent();
    consume({
      async handle() {
        throw final('broken');
      },
    });
    await republishEvent(bus, { subject, event }, event.id);
    if (!bus.connection) throw new Error('not connected');
    await lettersOf(name);
    const odd = {
      subject: `dead.crm-sync.odd${sequence}`,
      payload: 'no letter',
      messageId: `odd ${sequence}`,
    };
    await publishMessage(bus.connection, odd);
    const ofConsumer = (consumer: string) => [...kept.values()].filter((one) => one.consumer === consumer);
    await waitFor('both', () => ofConsumer(name).length > 0 && ofConsumer(`odd${sequence}`).length > 0);
    expect(ofConsumer(name)).toMatchObject([{ eventId: event.id }]);
    expect(ofConsumer(`odd${sequence}`)).toMatchObject([
      { service: 'crm-sync', payload: 'no letter', error: { code: 'dead_letter_malformed' } },
    ]);
    expect(kept.get(`odd ${sequence}`)).toBeDefined();
    expect(failures).toBe(1);
  });
});
