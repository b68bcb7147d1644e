import { type DeadLetter, deadLetterSubject } from '@postbus/contracts';
import { deadLetters } from '@postbus/db/webhook-ingest';
import { waitFor } from '@postbus/testing';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { listenOnBus, type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

const Page = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String(), consumer: Type.String(), state: Type.String() })),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

describe('dead letters', () => {
  let around: Surroundings;
  let ingest: RunningIngest;
  let bus: Awaited<ReturnType<typeof listenOnBus>>;

  beforeAll(async () => {
    around = await startSurroundings();
    bus = await listenOnBus(around.nats.url, 'redeliver.>');
    ingest = await around.start();
  });
  afterAll(async () => {
    await ingest.close();
    await bus.close();
    await around.close();
  });
  beforeEach(() => around.database.db.delete(deadLetters));

  let sequence = 0;
  const letter = (changes: Partial<DeadLetter> = {}): DeadLetter => {
    sequence += 1;
    return {
      ...{ service: 'uploader', consumer: 'webhooks', stream: 'WEBHOOKS', streamSequence: sequence },
      ...{ subject: 'webhook.tiktok.post.publish.complete', eventId: uuidv7(), attempts: 6 },
      error: {
        name: 'TypeError',
        code: 'broken',
        message: 'cannot do this',
        stack: '    at handle (a.ts:1:2)',
      },
      failedAt: '2026-11-20T10:00:00.000Z',
      payload: JSON.stringify({ id: uuidv7(), big: 1 }),
      messageId: 'message-1',
      headers: { 'Postbus-Correlation-Id': 'corr-1' },
      ...changes,
    };
  };
  const publish = async (content: DeadLetter, messageId = uuidv7()) => {
    await bus.publish(
      deadLetterSubject(content.service, content.consumer),
      JSON.stringify(content),
      messageId,
    );
    return messageId;
  };
  const rows = () => around.database.db.select().from(deadLetters).orderBy(deadLetters.id);
  const collected = (count: number) =>
    waitFor(`${count} dead letters`, async () => {
      const found = await rows();
      return found.length >= count && found;
    });
  /** One dead letter that was collected. */
  const collect = async (content = letter()) => {
    const letterId = await publish(content);
    const found = await waitFor('the dead letter', async () =>
      (await rows()).find((row) => row.letterId === letterId),
    );
    return found.id;
  };

  const operator = ['webhooks:read', 'webhooks:replay', 'admin'];
  const call = (method: 'GET' | 'POST', path: string, scopes = operator) =>
    fetch(`${ingest.url}/api/dead-letters${path}`, {
      method,
      headers: { authorization: around.issuer.bearer({ workspaceId: uuidv7(), scopes }) },
    });
  const list = async (query: string) => Value.Parse(Page, await (await call('GET', `?${query}`)).json());

  test('are kept once each, however often they come, and shown with error, stack and message', async () => {
    const content = letter();
    const messageId = await publish(content);
    await collected(1);
    const again = await around.start();
    // The broker forgets what it has delivered when the consumer is lost, and delivers everything once more.
    await bus.deleteConsumer('DEAD', 'webhook-ingest-dead-letters');
    await publish(letter({ consumer: 'last' }));
    await waitFor('the last', async () => (await rows()).some(({ consumer }) => consumer === 'last'));
    await again.close();
    const found = (await rows()).filter((row) => row.letterId === messageId);
    expect(found).toHaveLength(1);
    const shown = await (await call('GET', `/${found[0]?.id}`)).json();
    const { eventId, streamSequence } = content;
    expect(shown).toEqual({
      ...{ id: found[0]?.id, service: 'uploader', consumer: 'webhooks', subject: content.subject, eventId },
      ...{ stream: 'WEBHOOKS', streamSequence, messageId: 'message-1', headers: content.headers },
      ...{ attempts: 6, failedAt: content.failedAt, state: 'open', replays: 0, replayOf: null },
      ...{ settledAt: null, settledBy: null, error: content.error, payload: content.payload },
    });
  });

  test('are kept whatever they hold', async () => {
    const odd = 'a\0b\uD800';
    const id = await collect(
      letter({ error: { name: odd, code: odd, message: odd }, payload: 'no\0json', headers: { odd } }),
    );
    const shown = (await (await call('GET', `/${id}`)).json()) as {
      error: { message: string };
      payload: string;
    };
    expect(shown.payload).toBe('no\0json');
    expect(shown.error.message).toBe('a\uFFFDb\uFFFD');
  });

  test('are listed newest first, by service, consumer and state, in pages', async () => {
    const ids: string[] = [];
    for (const consumer of ['a', 'b', 'a', 'b', 'a']) ids.unshift(await collect(letter({ consumer })));
    await collect(letter({ service: 'crm-sync', consumer: 'a' }));
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`service=uploader&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
    expect((await list('consumer=a')).items).toHaveLength(4);
    expect((await list('service=uploader&consumer=a')).items).toHaveLength(3);
    await call('POST', `/${ids[0]}/discard`);
    expect((await list('state=discarded')).items.map(({ id }) => id)).toEqual([ids[0]]);
    expect((await list('state=open')).items).toHaveLength(5);
    expect((await call('GET', '?state=lost')).status).toBe(400);
    const metrics = await (await fetch(`${ingest.url}/metrics`)).text();
    expect(metrics).toContain('dead_letters_open{service="uploader",consumer="a"} 2');
  });

  test('go back to the consumer that gave up, as they came, and to no other subject', async () => {
    bus.messages.length = 0;
    const content = letter();
    const id = await collect(content);
    const answer = await call('POST', `/${id}/replay`);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({
      id,
      state: 'replayed',
      replays: 1,
      settledBy: expect.any(String),
    });
    const [message] = await waitFor('the message', () => bus.messages.length > 0 && bus.messages);
    expect(message?.subject).toBe('redeliver.uploader.webhooks');
    expect(message?.event).toEqual(JSON.parse(content.payload));
    expect(message?.headers).toMatchObject({
      'Postbus-Correlation-Id': 'corr-1',
      'Postbus-Dead-Letter-Id': id,
      'Postbus-Original-Subject': content.subject,
      'Postbus-Original-Message-Id': 'message-1',
    });
  });

  test('may be replayed again, each time as a message of its own', async () => {
    const id = await collect();
    const before = await bus.stored('REDELIVERIES');
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', `/${id}/replay`)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await bus.stored('REDELIVERIES')).toBe(before + 3);
    expect(await (await call('GET', `/${id}`)).json()).toMatchObject({ replays: 3 });
  });

  test('that are discarded stay so: discarding twice is harmless, replaying is 409', async () => {
    const id = await collect();
    for (const _ of [1, 2]) {
      const answer = await call('POST', `/${id}/discard`);
      expect([answer.status, await answer.json()]).toMatchObject([200, { state: 'discarded' }]);
    }
    const answer = await call('POST', `/${id}/replay`);
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { error: { code: 'dead_letter_discarded' } },
    ]);
  });

  test('that are not there are 404', async () => {
    expect((await call('GET', `/${uuidv7()}`)).status).toBe(404);
    expect((await call('POST', `/${uuidv7()}/replay`)).status).toBe(404);
    expect((await call('POST', `/${uuidv7()}/discard`)).status).toBe(404);
  });

  test('are for operators only', async () => {
    const id = await collect();
    for (const scopes of [['admin'], ['webhooks:read'], ['webhooks:replay'], ['crm:read', 'admin']]) {
      expect((await call('GET', '', scopes)).status).toBe(403);
      expect((await call('GET', `/${id}`, scopes)).status).toBe(403);
      expect((await call('POST', `/${id}/replay`, scopes)).status).toBe(403);
      expect((await call('POST', `/${id}/discard`, scopes)).status).toBe(403);
    }
    expect((await call('POST', `/${id}/replay`, ['webhooks:read', 'admin'])).status).toBe(403);
    expect((await fetch(`${ingest.url}/api/dead-letters`)).status).toBe(401);
  });

  test('cannot be replayed while the bus is away: 503, and it stays open', async () => {
    const id = await collect();
    await around.nats.stop('SIGKILL');
    const answer = await call('POST', `/${id}/replay`);
    expect(answer.status).toBe(503);
    expect(await (await call('GET', `/${id}`)).json()).toMatchObject({ state: 'open', replays: 0 });
    await around.nats.start();
    await waitFor('the bus', async () => (await call('POST', `/${id}/replay`)).status === 202);
  });
});
