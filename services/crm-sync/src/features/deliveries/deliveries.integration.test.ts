import { endpoints } from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeliveryBench, startDeliveryBench } from '../../testing/delivery-bench.ts';
import { postEvent } from '../../testing/events.ts';
import { type Receiver, type Respond, startReceiver } from '../../testing/start-receiver.ts';
import { verifyWebhook } from '../../testing/verify-webhook.ts';

const hourMs = 3_600_000;
let bench: DeliveryBench;
const receivers: Receiver[] = [];

beforeAll(async () => {
  bench = await startDeliveryBench();
});
afterEach(async () => {
  await bench.db.delete(endpoints);
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});
afterAll(() => bench.close());

async function receiving(respond?: Respond) {
  const receiver = await startReceiver(respond);
  receivers.push(receiver);
  return receiver;
}

const status =
  (code: number, headers: Record<string, string> = {}): Respond =>
  (response) =>
    response.writeHead(code, headers).end(`answer ${code}`);

describe('a delivery', () => {
  test('is the event as it is, signed so that the library of Standard Webhooks verifies it', async () => {
    const receiver = await receiving();
    const { id, secret } = await bench.endpoint(receiver.url);
    const addressed = postEvent(bench.workspaceId, { caption: 'Brot & Käse 🥖 #baking' });
    await bench.event(addressed);
    expect(await bench.sender.sweep()).toBe(1);

    const [got] = receiver.received;
    if (!got) throw new Error('nothing came');
    expect(verifyWebhook(got, secret, bench.clock())).toEqual(addressed.event);
    expect(() => verifyWebhook({ ...got, body: `${got.body} ` }, secret, bench.clock())).toThrow();
    expect(got.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': addressed.event.id,
      'webhook-timestamp': `${bench.clock() / 1000}`,
    });
    const [delivery] = await bench.deliveries(id);
    expect(delivery).toMatchObject({ status: 'succeeded', attempts: 1, failures: 0, dueAt: null });
    expect(delivery?.tries).toMatchObject([
      { number: 1, statusCode: 204, errorCode: null, url: receiver.url },
    ]);
    expect(await bench.sender.sweep()).toBe(0);
  });

  test('is made once for an event and an endpoint, however often the event comes', async () => {
    const receiver = await receiving();
    const { id } = await bench.endpoint(receiver.url);
    const addressed = postEvent(bench.workspaceId);
    await Promise.all([1, 2, 3].map(() => bench.event(addressed)));
    await bench.event(addressed);
    await bench.sender.sweep();
    expect(receiver.ids()).toEqual([addressed.event.id]);
    expect(await bench.deliveries(id)).toHaveLength(1);
  });

  test('of an event that is replayed on purpose comes once more, with an id of its own', async () => {
    const receiver = await receiving();
    await bench.endpoint(receiver.url);
    const { subject, event } = postEvent(bench.workspaceId);
    const replayid = uuidv7();
    await bench.event({ subject, event });
    await bench.event({ subject, event: { ...event, replayid } });
    await bench.sender.sweep();
    expect(receiver.ids().sort()).toEqual([event.id, replayid].sort());
  });

  test('is only made for endpoints of the workspace that are enabled and whose filters fit', async () => {
    const receiver = await receiving();
    const filters = { failed: ['post.status.*.failed'], all: ['post.>'], accounts: ['account.*'] };
    const ids: Record<string, string> = {};
    for (const [name, events] of Object.entries(filters)) {
      ids[name] = (await bench.endpoint(receiver.url, { events })).id;
    }
    const off = await bench.endpoint(receiver.url);
    await bench.service.disable(off.key);
    const failed = await bench.event(postEvent(bench.workspaceId, { status: 'failed' }));
    const queued = await bench.event();
    await bench.event(postEvent(uuidv7()));

    const eventsOf = async (id = '') => (await bench.deliveries(id)).map(({ eventId }) => eventId);
    expect(await eventsOf(ids.failed)).toEqual([failed]);
    expect(await eventsOf(ids.all)).toEqual([failed, queued]);
    expect(await eventsOf(ids.accounts)).toEqual([]);
    expect(await eventsOf(off.id)).toEqual([]);
  });
});

describe('an endpoint', () => {
  test('that is down is asked again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, and then no more', async () => {
    const receiver = await receiving(status(500));
    const { id } = await bench.endpoint(receiver.url);
    const begunMs = bench.clock();
    const eventId = await bench.event();
    const triedSeconds: number[] = [];
    while (await bench.sendNext()) triedSeconds.push((bench.clock() - begunMs) / 1000);
    expect(triedSeconds).toEqual([0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305]);
    expect(receiver.ids()).toEqual(triedSeconds.map(() => eventId));
    expect(await bench.deliveries(id)).toMatchObject([{ status: 'failed', attempts: 8, failures: 8 }]);
  });

  test('that is down for 26 hours gets the event afterwards, signed for that time', async () => {
    const begunMs = bench.clock();
    const receiver = await receiving((response) =>
      response.writeHead(bench.clock() - begunMs < 26 * hourMs ? 502 : 200).end(),
    );
    const { id, secret } = await bench.endpoint(receiver.url);
    const eventId = await bench.event();
    while (await bench.sendNext());
    expect(await bench.deliveries(id)).toMatchObject([{ status: 'succeeded', attempts: 8, failures: 7 }]);
    expect(new Set(receiver.ids())).toEqual(new Set([eventId]));
    const [first] = receiver.received;
    const last = receiver.received.at(-1);
    if (!first || !last) throw new Error('nothing came');
    expect(verifyWebhook(last, secret, bench.clock())).toMatchObject({ id: eventId });
    expect(() => verifyWebhook(first, secret, bench.clock())).toThrow('too old');
    expect(await bench.findEndpoint(id)).toMatchObject({ disabledAt: null });
  });

  test('is disabled when all tries of a delivery failed, and an event tells it, once', async () => {
    const receiver = await receiving(status(500));
    const { id } = await bench.endpoint(receiver.url, { description: 'old CRM' });
    const before = (await bench.events()).length;
    await Promise.all([1, 2, 3].map(() => bench.event()));
    while (await bench.sendNext());
    expect(await bench.findEndpoint(id)).toMatchObject({ disabledReason: 'failing' });
    const told = (await bench.events()).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      type: 'crm.endpoint.disabled',
      workspaceid: bench.workspaceId,
      data: { endpointId: id, reason: 'failing', description: 'old CRM' },
    });
    expect(JSON.stringify(told)).not.toContain(receiver.url);
    expect(await bench.sender.sweep()).toBe(0);
  });

  test('that takes other events is not disabled by one that it never takes', async () => {
    const receiver = await receiving((response, { body }) =>
      response.writeHead(body.includes('poison') ? 422 : 200).end(),
    );
    const { id } = await bench.endpoint(receiver.url);
    await bench.event(postEvent(bench.workspaceId, { caption: 'poison' }));
    await bench.sender.sweep();
    await bench.event();
    while (await bench.sendNext());
    const [poisoned, other] = await bench.deliveries(id);
    expect(poisoned).toMatchObject({ status: 'failed', attempts: 8 });
    expect(other).toMatchObject({ status: 'succeeded' });
    expect(await bench.findEndpoint(id)).toMatchObject({ disabledAt: null });
  });

  test('that takes nothing for 28 hours is disabled, although no delivery has come to its last try', async () => {
    const receiver = await receiving(status(500));
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    await bench.sender.sweep();
    expect(await bench.findEndpoint(id)).toMatchObject({ failingSince: new Date(bench.clock()) });
    bench.advance(27 * hourMs);
    await bench.event();
    await bench.sender.sweep();
    expect(await bench.findEndpoint(id)).toMatchObject({ disabledAt: null });
    bench.advance(hourMs);
    await bench.event();
    await bench.sender.sweep();
    expect(await bench.findEndpoint(id)).toMatchObject({ disabledReason: 'failing' });
    const statuses = (await bench.deliveries(id)).map((delivery) => delivery.status);
    expect(statuses).not.toContain('failed');
  });

  test('that fails gets one event at a time, until it takes one', async () => {
    let present = 0;
    let most = 0;
    const receiver = await receiving((response) => {
      present += 1;
      most = Math.max(most, present);
      setTimeout(() => {
        present -= 1;
        response.writeHead(500).end();
      }, 10);
    });
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    await bench.sender.sweep();
    for (let n = 0; n < 8; n++) await bench.event();
    await bench.sender.sweep();
    expect(receiver.received).toHaveLength(9);
    expect(most).toBe(1);
    receiver.answer((response) => response.writeHead(200).end());
    bench.advance(5000);
    await bench.sender.sweep();
    expect(await bench.findEndpoint(id)).toMatchObject({ failingSince: null });
  });

  test('that answers 410 is disabled at once; what waits, waits until it is enabled', async () => {
    const receiver = await receiving(status(500));
    const { id, key } = await bench.endpoint(receiver.url);
    const before = (await bench.events()).length;
    const waiting = await bench.event();
    await bench.sender.sweep();
    receiver.answer(status(410));
    await bench.event();
    await bench.sender.sweep();
    expect(await bench.findEndpoint(id)).toMatchObject({ disabledReason: 'gone' });
    expect((await bench.events()).slice(before)).toMatchObject([{ data: { reason: 'gone' } }]);
    expect(await bench.deliveries(id)).toMatchObject([
      { status: 'pending' },
      { status: 'failed', attempts: 1 },
    ]);

    bench.advance(48 * hourMs);
    expect(await bench.sender.sweep()).toBe(0);
    receiver.answer(status(200));
    await bench.service.enable(key);
    expect(await bench.sender.sweep()).toBe(1);
    expect(receiver.ids().at(-1)).toBe(waiting);
  });

  test.each([429, 503])('that answers %i with Retry-After gets nothing before that time', async (code) => {
    const receiver = await receiving(status(code, { 'retry-after': '120' }));
    const { id } = await bench.endpoint(receiver.url);
    const begunMs = bench.clock();
    await bench.event();
    await bench.sender.sweep();
    receiver.answer(status(200));
    const [delivery] = await bench.deliveries(id);
    expect(delivery).toMatchObject({ status: 'pending', failures: 1, dueAt: new Date(begunMs + 120_000) });
    // An event that comes meanwhile is not sent either: the endpoint has asked to be left alone.
    await bench.event();
    bench.advance(119_999);
    expect(await bench.sender.sweep()).toBe(0);
    bench.advance(1);
    expect(await bench.sender.sweep()).toBe(2);
    expect(receiver.received).toHaveLength(3);
  });

  test('that answers 429 without Retry-After is tried again like any other', async () => {
    const receiver = await receiving(status(429));
    const { id } = await bench.endpoint(receiver.url);
    const begunMs = bench.clock();
    await bench.event();
    await bench.sender.sweep();
    expect((await bench.deliveries(id))[0]).toMatchObject({ dueAt: new Date(begunMs + 5000) });
  });

  test('that hangs is given up on after the timeout', async () => {
    const receiver = await receiving(() => {});
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    await bench.sender.sweep();
    const [delivery] = await bench.deliveries(id);
    expect(delivery).toMatchObject({ status: 'pending', failures: 1 });
    expect(delivery?.tries).toMatchObject([{ errorCode: 'timeout', statusCode: null }]);
    expect(delivery?.tries[0]?.latencyMs).toBeGreaterThanOrEqual(490);
  });

  test('that never ends its answer has taken the event; of a long answer the beginning is kept', async () => {
    const endless = await receiving((response) => {
      response.writeHead(200).write('thanks\0');
    });
    const long = await receiving((response) => response.writeHead(200).end('ä'.repeat(100_000)));
    const ids = [(await bench.endpoint(endless.url)).id, (await bench.endpoint(long.url)).id];
    await bench.event();
    await bench.sender.sweep();
    const [first, second] = await Promise.all(ids.map(bench.deliveries));
    expect(first).toMatchObject([{ status: 'succeeded', tries: [{ responseBody: 'thanks\uFFFD' }] }]);
    expect(second).toMatchObject([{ status: 'succeeded', tries: [{ responseBody: 'ä'.repeat(512) }] }]);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 302],
    ['/elsewhere', 307],
  ])('that redirects to %s is not followed', async (location, code) => {
    const receiver = await receiving(status(code, { location }));
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    await bench.sender.sweep();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    const [delivery] = await bench.deliveries(id);
    expect(delivery).toMatchObject({ status: 'pending', failures: 1 });
    expect(delivery?.tries).toMatchObject([{ statusCode: code, errorCode: 'redirect_not_followed' }]);
  });

  test('whose name leads to this machine or a private network is never connected to', async () => {
    const receiver = await receiving();
    const ids: string[] = [];
    for (const name of ['inside.example', 'both.example']) {
      const { id } = await bench.endpoint(`https://${name}:${receiver.port}/hook`);
      ids.push(id);
    }
    await bench.event();
    await bench.sender.sweep();
    for (const id of ids) {
      const [delivery] = await bench.deliveries(id);
      expect(delivery?.tries).toMatchObject([{ errorCode: 'address_refused', statusCode: null }]);
    }
    expect(receiver.received).toEqual([]);
  });

  test('that cannot be reached is told by its reason, without its address', async () => {
    const receiver = await startReceiver();
    await receiver.close();
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    await bench.sender.sweep();
    const [delivery] = await bench.deliveries(id);
    expect(delivery?.tries).toMatchObject([
      { errorCode: 'connection_failed', errorMessage: 'the endpoint could not be reached: ECONNREFUSED' },
    ]);
  });
});

describe('several endpoints and processes', () => {
  test('a slow endpoint with a long queue does not delay another, nor gets more than its share', async () => {
    const held: (() => void)[] = [];
    const slow = await receiving((response) => {
      held.push(() => response.writeHead(200).end());
    });
    const fast = await receiving();
    const slowEndpoint = await bench.endpoint(slow.url, { events: ['account.>'] });
    await bench.db
      .update(endpoints)
      .set({ events: ['>'] })
      .where(eq(endpoints.id, slowEndpoint.id));
    for (let n = 0; n < 20; n++) await bench.event();
    const sender = bench.newSender({ timeoutMs: 60_000, concurrency: 12, perEndpoint: 4 });
    sender.start();
    await expect.poll(() => held.length, { timeout: 10_000 }).toBe(4);
    const { id: fastId } = await bench.endpoint(fast.url);
    const begun = performance.now();
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) ids.push(await bench.event());
    await expect.poll(() => new Set(fast.ids()).size, { timeout: 10_000, interval: 10 }).toBe(20);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(fast.ids().sort()).toEqual(ids.sort());
    expect((await bench.deliveries(fastId)).every(({ failures }) => failures === 0)).toBe(true);
    expect(held).toHaveLength(4);
    // It gets the next ones as soon as it has answered.
    const releasing = setInterval(() => {
      for (const release of held.splice(0)) release();
    }, 10);
    await expect.poll(() => new Set(slow.ids()).size, { timeout: 20_000 }).toBe(40);
    clearInterval(releasing);
    await sender.stop();
    expect(slow.received).toHaveLength(40);
  });

  test('two processes send each delivery once, and share the limit of an endpoint', async () => {
    let present = 0;
    let most = 0;
    const receiver = await receiving((response) => {
      present += 1;
      most = Math.max(most, present);
      setTimeout(() => {
        present -= 1;
        response.writeHead(200).end();
      }, 15);
    });
    await bench.endpoint(receiver.url);
    const ids: string[] = [];
    for (let n = 0; n < 60; n++) ids.push(await bench.event());
    const pool = bench.newPool();
    const senders = [bench.newSender({ timeoutMs: 5000 }), bench.newSender({ timeoutMs: 5000, db: pool })];
    for (const sender of senders) sender.start();
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(60);
    await Promise.all(senders.map((sender) => sender.stop()));
    await pool.$client.end();
    expect(receiver.ids().sort()).toEqual(ids.sort());
    expect(most).toBeLessThanOrEqual(4);
  });

  test('what a process that died was sending is sent by another, with the same id, when the lease is over', async () => {
    const receiver = await receiving(() => {});
    const { id } = await bench.endpoint(receiver.url);
    const eventId = await bench.event();
    const pool = bench.newPool();
    const dying = bench.newSender({ db: pool, timeoutMs: 60_000 });
    dying.start();
    await expect.poll(() => receiver.received.length).toBe(1);
    // Its connections end with it: it can no longer write down what comes of the request.
    await pool.$client.end({ timeout: 0 });
    bench.advance(179_999);
    expect(await bench.sender.sweep()).toBe(0);
    receiver.answer(status(200));
    bench.advance(1);
    expect(await bench.sender.sweep()).toBe(1);
    expect(receiver.ids()).toEqual([eventId, eventId]);
    const [delivery] = await bench.deliveries(id);
    // The try that nobody saw the end of does not count against the endpoint.
    expect(delivery).toMatchObject({ status: 'succeeded', attempts: 2, failures: 0 });
    expect(delivery?.tries).toMatchObject([{ latencyMs: null }, { statusCode: 200 }]);
    for (const other of receivers) await other.close();
    receivers.length = 0;
    await dying.stop();
  });

  test('what comes of a try that another process has taken over changes nothing', async () => {
    const hold = Promise.withResolvers<void>();
    const receiver = await receiving((response) => {
      void hold.promise.then(() => response.writeHead(500).end());
    });
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    const late = bench.newSender({ timeoutMs: 60_000 });
    late.start();
    await expect.poll(() => receiver.received.length).toBe(1);
    bench.advance(180_000);
    receiver.answer(status(200));
    await bench.sender.sweep();
    hold.resolve();
    await late.stop();
    const [delivery] = await bench.deliveries(id);
    expect(delivery).toMatchObject({ status: 'succeeded', attempts: 2, failures: 0 });
    expect(delivery?.tries).toMatchObject([{ statusCode: 500 }, { statusCode: 200 }]);
  });

  test('a process that stops gives back what is under way, and another sends it at once', async () => {
    const receiver = await receiving(() => {});
    const { id } = await bench.endpoint(receiver.url);
    await bench.event();
    const stopped = bench.newSender({ timeoutMs: 60_000 });
    stopped.start();
    await expect.poll(() => receiver.received.length).toBe(1);
    await stopped.stop();
    receiver.answer(status(200));
    expect(await bench.sender.sweep()).toBe(1);
    expect((await bench.deliveries(id))[0]).toMatchObject({ status: 'succeeded', failures: 0 });
  });
});

test('both secrets sign while one takes over from the other, and then only the new one', async () => {
  const receiver = await receiving();
  const { key, secret: old } = await bench.endpoint(receiver.url);
  const { secret } = await bench.db.transaction((tx) => bench.service.rotate(tx, key, 24));
  const sendOne = async () => {
    await bench.event();
    await bench.sender.sweep();
    const got = receiver.received.at(-1);
    if (!got) throw new Error('nothing came');
    return got;
  };
  const during = await sendOne();
  expect(`${during.headers['webhook-signature']}`.split(' ')).toHaveLength(2);
  for (const each of [old, secret]) verifyWebhook(during, each, bench.clock());

  bench.advance(24 * hourMs);
  const after = await sendOne();
  expect(`${after.headers['webhook-signature']}`.split(' ')).toHaveLength(1);
  verifyWebhook(after, secret, bench.clock());
  expect(() => verifyWebhook(after, old, bench.clock())).toThrow('signature');

  const { secret: newest } = await bench.db.transaction((tx) => bench.service.rotate(tx, key, 0));
  const atOnce = await sendOne();
  verifyWebhook(atOnce, newest, bench.clock());
  expect(() => verifyWebhook(atOnce, secret, bench.clock())).toThrow('signature');
});
