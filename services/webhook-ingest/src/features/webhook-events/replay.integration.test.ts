import { webhookEvents } from '@postbus/db/webhook-ingest';
import { waitFor } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deliverSigned, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { listenOnBus, type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

describe('a replay', () => {
  let around: Surroundings;
  let ingest: RunningIngest;
  let bus: Awaited<ReturnType<typeof listenOnBus>>;

  beforeAll(async () => {
    around = await startSurroundings();
    bus = await listenOnBus(around.nats.url, 'webhook.>');
    ingest = await around.start();
  });
  afterAll(async () => {
    await ingest.close();
    await bus.close();
    await around.close();
  });
  beforeEach(async () => {
    await around.database.db.delete(webhookEvents);
    bus.messages.length = 0;
  });

  const workspaceId = uuidv7();
  const call = (
    path: string,
    body?: unknown,
    scopes = ['webhooks:read', 'webhooks:replay', 'admin'],
    headers: Record<string, string> = {},
  ) =>
    fetch(`${ingest.url}/api/webhook-events${path}`, {
      method: path.endsWith('replay') ? 'POST' : 'GET',
      headers: {
        authorization: around.issuer.bearer({ workspaceId, scopes, clientId: 'operator' }),
        ...headers,
        'x-correlation-id': 'asked-by-a-person',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const published = (count: number) => waitFor('the events', () => bus.messages.length >= count);
  const take = async (name: string, changes = {}) => {
    await deliverSigned(ingest.url, webhookBody(name, changes));
    const row = (await around.rows()).find(({ rawBody }) => rawBody === webhookBody(name, changes));
    if (!row) throw new Error(`${name} was not stored`);
    return row;
  };
  const today = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };

  test('is a new event with a reference to the first one: the bus and every consumer take it as new', async () => {
    const original = await take('replayed');
    await published(1);
    const storedBefore = await bus.stored('WEBHOOKS');
    const answer = await call(`/${original.id}/replay`);
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    await published(2);
    const [first, second] = bus.messages;
    expect(second?.subject).toBe(first?.subject);
    expect(second?.event).toEqual({
      ...first?.event,
      ...{ id, replayof: original.id, correlationid: 'asked-by-a-person', time: expect.any(String) },
    });
    expect(await bus.stored('WEBHOOKS')).toBe(storedBefore + 1);

    const shown = await (await call(`/${id}`)).json();
    expect(shown).toMatchObject({ replayOf: original.id, body: original.rawBody, event: original.eventName });
    const listed = (await (await call(`?replayOf=${original.id}`)).json()) as { items: unknown[] };
    expect(listed.items).toMatchObject([{ id, replayOf: original.id }]);
  });

  test('of a replay names the first one', async () => {
    const original = await take('twice');
    const { id } = (await (await call(`/${original.id}/replay`)).json()) as { id: string };
    await call(`/${id}/replay`);
    await published(3);
    expect(bus.messages[2]?.event).toMatchObject({ replayof: original.id });
    expect(new Set(bus.messages.map(({ event }) => event.id)).size).toBe(3);
  });

  test('does not make the webhook new: when it comes again it is a duplicate', async () => {
    const original = await take('known');
    await call(`/${original.id}/replay`);
    await deliverSigned(ingest.url, original.rawBody);
    expect(await around.rows()).toHaveLength(2);
  });

  test('of a range repeats what matches, each once and no replays, and says how many', async () => {
    const [a, b] = [await take('a', { user_openid: 'one' }), await take('b', { user_openid: 'one' })];
    await take('c', { user_openid: 'two' });
    await take('d', { user_openid: 'one', event: 'other' });
    await call(`/${a.id}/replay`);
    const range = { ...today, userOpenId: 'one', event: 'post.publish.complete' };
    expect(await (await call('/replay', range)).json()).toEqual({ count: 2 });
    expect(await (await call('/replay', { ...today, clientKey: 'none' })).json()).toEqual({ count: 0 });
    const replays = (await around.rows()).map(({ replayOf }) => replayOf).filter((of) => of !== null);
    expect(replays.sort()).toEqual([a.id, a.id, b.id].sort());
    expect(await (await call('/replay', { from: today.from, to: '2020-01-02T00:00:00Z' })).json()).toEqual({
      count: 0,
    });
  });

  test('of more than 10,000 replays none', async () => {
    const row = await take('many');
    const copies = Array.from({ length: 10_000 }, () => ({ ...row, id: uuidv7(), publishedAt: new Date() }));
    for (let first = 0; first < copies.length; first += 1000) {
      await around.database.db.insert(webhookEvents).values(copies.slice(first, first + 1000));
    }
    const answer = await call('/replay', today);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { code: 'replay_too_large' } });
    expect(await around.database.db.$count(webhookEvents)).toBe(10_001);
    await around.database.db.delete(webhookEvents);
  });

  test('with an Idempotency-Key happens once, however often it is asked for, and answers the same', async () => {
    const [a, b] = [await take('keyed a'), await take('keyed b')];
    const again = (key: string, path: string, body?: unknown) =>
      call(path, body, undefined, { 'idempotency-key': key });
    const one = await Promise.all([1, 2, 3].map(() => again('one', `/${a.id}/replay`)));
    expect(one.map(({ status }) => status)).toEqual([202, 202, 202]);
    const answers = await Promise.all(one.map((answer) => answer.json()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await around.rows()).toHaveLength(3);
    expect((await again('one', `/${b.id}/replay`)).status).toBe(409);

    for (const _ of [1, 2]) {
      expect(await (await again('range', '/replay', today)).json()).toEqual({ count: 2 });
    }
    expect(await around.rows()).toHaveLength(5);
    expect((await again('missing', `/${uuidv7()}/replay`)).status).toBe(404);
    expect((await again('missing', `/${a.id}/replay`)).status).toBe(202);
  });

  test('of nothing is 404, and a range that is none is 400', async () => {
    expect((await call(`/${uuidv7()}/replay`)).status).toBe(404);
    for (const body of [{}, { from: today.from }, { from: today.to, to: today.from }, { ...today, x: 1 }]) {
      expect((await call('/replay', body)).status).toBe(400);
    }
  });

  test.each([[['webhooks:read', 'admin']], [['webhooks:replay']], [['admin']]])(
    'with the scopes %j is 403',
    async (scopes) => {
      expect((await call(`/${uuidv7()}/replay`, undefined, scopes)).status).toBe(403);
      expect((await call('/replay', today, scopes)).status).toBe(403);
    },
  );
});

describe('what a webhook tells of its publishing', () => {
  test('is its status, the number of tries and why the last one failed, until it is on the bus', async () => {
    const around = await startSurroundings();
    const ingest = await around.start();
    const list = async (query: string) => {
      const authorization = around.issuer.bearer({
        workspaceId: uuidv7(),
        scopes: ['webhooks:read', 'admin'],
      });
      const answer = await fetch(`${ingest.url}/api/webhook-events?${query}`, { headers: { authorization } });
      return ((await answer.json()) as { items: { id: string; attempts: number }[] }).items;
    };
    await ingest.relay.stop();
    await deliverSigned(ingest.url, webhookBody('first'));
    await deliverSigned(ingest.url, webhookBody('odd'));
    expect(await list('status=waiting')).toMatchObject([{ attempts: 0 }, { attempts: 0 }]);
    // No stream stores this subject.
    await around.database.db.update(webhookEvents).set({ subject: 'nobody.listens' });
    await expect(ingest.relay.sweep()).rejects.toThrow();
    const failing = await list('status=failing&published=false');
    expect(failing).toMatchObject([
      { status: 'failing', attempts: 1, lastError: expect.stringMatching(/\S/), publishedAt: null },
      { status: 'failing', attempts: 1 },
    ]);
    expect(await list('status=waiting')).toEqual([]);

    await around.database.db.update(webhookEvents).set({ subject: 'webhook.tiktok.test' });
    await ingest.relay.sweep();
    expect(await list('status=published')).toMatchObject([
      { status: 'published', attempts: 2, lastError: null },
      { status: 'published', attempts: 2, lastError: null },
    ]);
    await ingest.close();
    await around.close();
  });
});
