import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientKey, deliverSigned, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

const Page = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String() })),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

describe('looking at webhooks', () => {
  let around: Surroundings;
  let ingest: RunningIngest;
  const workspaceId = uuidv7();

  beforeAll(async () => {
    around = await startSurroundings();
    ingest = await around.start();
    for (let index = 0; index < 7; index += 1) {
      const event = index % 2 ? 'post.publish.failed' : 'post.publish.complete';
      await deliverSigned(
        ingest.url,
        webhookBody(`look-${index}`, { event, user_openid: `user-${index % 3}` }),
      );
    }
  });
  afterAll(async () => {
    await ingest.close();
    await around.close();
  });

  const call = (path: string, scopes = ['webhooks:read', 'admin'], method = 'GET') =>
    fetch(`${ingest.url}${path}`, {
      method,
      headers: { authorization: around.issuer.bearer({ workspaceId, scopes }) },
    });
  const list = async (query: string) => {
    const answer = await (await call(`/api/webhook-events?${query}`)).json();
    expect(answer).not.toHaveProperty('error');
    return Value.Parse(Page, answer);
  };

  test('pages lead through all of them, newest first, each once', async () => {
    const ids = (await around.rows()).map(({ id }) => id).toReversed();
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  test('filters narrow the list', async () => {
    expect((await list('event=post.publish.failed')).items).toHaveLength(3);
    expect((await list('event=post.publish.failed&userOpenId=user-0')).items).toHaveLength(1);
    expect((await list('event=none')).items).toEqual([]);
    expect((await list(`clientKey=${clientKey}`)).items).toHaveLength(7);
    expect((await list('clientKey=other')).items).toEqual([]);
  });

  test('from and to narrow it to a time: from is in it, to is not', async () => {
    const rows = await around.rows();
    const at = (index: number) => rows[index]?.receivedAt.toISOString();
    const between = rows.filter(({ receivedAt }) => {
      const time = receivedAt.toISOString();
      return `${at(2)}` <= time && time < `${at(5)}`;
    });
    expect(between.length).toBeGreaterThan(1);
    const { items } = await list(`from=${at(2)}&to=${at(5)}`);
    expect(items.map(({ id }) => id)).toEqual(between.map(({ id }) => id).toReversed());
  });

  test('one webhook shows its body and what verified it, and not its signature', async () => {
    const [row] = await around.rows();
    const shown = await (await call(`/api/webhook-events/${row?.id}`)).json();
    expect(shown).toMatchObject({
      ...{ id: row?.id, body: row?.rawBody, event: row?.eventName },
      signature: { signedAt: row?.signedAt?.toISOString(), secret: 'current' },
    });
    expect(JSON.stringify(shown)).not.toContain('tiktok-signature');
  });

  test.each([
    [['webhooks:read'], 403],
    [['admin'], 403],
    [['crm:read', 'admin'], 403],
  ])('a client with %j gets %i: webhooks belong to no workspace', async (scopes, status) => {
    const [row] = await around.rows();
    expect((await call('/api/webhook-events', scopes)).status).toBe(status);
    expect((await call(`/api/webhook-events/${row?.id}`, scopes)).status).toBe(status);
  });

  test('nobody gets in without a token', async () => {
    for (const path of ['/api/webhook-events', `/api/webhook-events/${uuidv7()}`]) {
      expect((await fetch(`${ingest.url}${path}`)).status).toBe(401);
    }
    expect((await fetch(`${ingest.url}/api/workers/webhooks`, { method: 'POST' })).status).toBe(401);
  });

  test('a webhook that is not there is 404', async () => {
    expect((await call(`/api/webhook-events/${uuidv7()}`)).status).toBe(404);
  });

  test.each([
    'limit=0',
    'limit=201',
    'cursor=x',
    'unknown=1',
    'event=%00',
    'published=maybe',
    'from=yesterday',
    'status=lost',
  ])('the query %s is 400', async (query) => {
    const answer = await call(`/api/webhook-events?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'validation_failed' } });
  });

  test('the worker publishes what waits and says how many; 503 while the bus is away', async () => {
    await ingest.relay.stop();
    await deliverSigned(ingest.url, webhookBody('swept'));
    expect((await call('/api/workers/webhooks', ['admin'], 'POST')).status).toBe(403);
    expect((await list('published=false')).items).toHaveLength(1);
    const answer = await call('/api/workers/webhooks', ['workers:run'], 'POST');
    expect(await answer.json()).toEqual({ published: 1 });
    expect((await list('published=false')).items).toEqual([]);

    await around.nats.stop('SIGKILL');
    await deliverSigned(ingest.url, webhookBody('waiting'));
    expect((await call('/api/workers/webhooks', ['workers:run'], 'POST')).status).toBe(503);
  });
});
