import { dataKeys, endpoints, idempotencyKeys } from '@postbus/db/crm-sync';
import { keyRingProvider, parseKeyRing, rotateKeys } from '@postbus/encryption';
import { waitFor } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encryptedColumns } from '../../encrypted-columns.ts';
import { startPublisher } from '../../testing/bus-publisher.ts';
import { accountEvent, postEvent } from '../../testing/events.ts';
import { type RunningCrm, type Surroundings, startCrm, startSurroundings } from '../../testing/start-crm.ts';
import { type Receiver, startReceiver } from '../../testing/start-receiver.ts';
import { verifyWebhook } from '../../testing/verify-webhook.ts';

let around: Surroundings;
let crm: RunningCrm;
let bus: Awaited<ReturnType<typeof startPublisher>>;
let receiver: Receiver;
const lines: string[] = [];

beforeAll(async () => {
  around = await startSurroundings();
  receiver = await startReceiver();
  const env = { ENDPOINT_ALLOWED_HOSTS: `127.0.0.1:${receiver.port}`, DELIVERY_TIMEOUT_SECONDS: '2' };
  crm = await startCrm({ ...around.options, env, log: (line) => lines.push(line) });
  bus = await startPublisher(around.nats.url);
});
afterAll(async () => {
  await crm.close();
  await bus.close();
  await receiver.close();
  await around.close();
});

function client(workspaceId = uuidv7()) {
  const send =
    (method: string) =>
    (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      around.call(`${crm.url}${path}`, { workspaceId, method, body, headers });
  return {
    workspaceId,
    ...{ get: send('GET'), post: send('POST'), patch: send('PATCH'), delete: send('DELETE') },
  };
}

const someUrl = 'https://crm.example/hooks?token=t0psecret';

describe('an endpoint', () => {
  test('is created, shown, changed and removed; its secret is shown once', async () => {
    const api = client();
    const created = await api.post('/api/endpoints', { url: someUrl, events: ['post.status'] });
    expect(created).toMatchObject({
      status: 201,
      body: { url: someUrl, events: ['post.status'], description: null, status: 'enabled' },
    });
    const { secret, endpointId, ...shown } = created.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const path = `/api/endpoints/${endpointId}`;
    expect(await api.get(path)).toEqual({ status: 200, body: { endpointId, ...shown } });
    expect((await api.get('/api/endpoints')).body).toEqual({
      items: [{ endpointId, ...shown }],
      nextCursor: null,
    });

    const changed = await api.patch(path, { events: ['account.>'], description: 'CRM' });
    expect(changed.body).toMatchObject({ url: someUrl, events: ['account.>'], description: 'CRM' });
    expect((await api.post(`${path}/disable`)).body).toMatchObject({
      status: 'disabled',
      disabledReason: 'by_hand',
    });
    expect((await api.post(`${path}/enable`)).body).toMatchObject({
      status: 'enabled',
      disabledReason: null,
    });
    expect((await api.delete(path)).status).toBe(204);
    expect((await api.get(path)).body).toMatchObject({ error: { code: 'endpoint_not_found' } });
    expect((await api.delete(path)).status).toBe(404);
  });

  test('of another workspace is not there', async () => {
    const { body } = await client().post('/api/endpoints', { url: someUrl });
    const path = `/api/endpoints/${body.endpointId}`;
    const stranger = client();
    const answers = await Promise.all([
      stranger.get(path),
      stranger.patch(path, { description: 'mine' }),
      stranger.delete(path),
      stranger.post(`${path}/enable`),
      stranger.post(`${path}/disable`),
      stranger.post(`${path}/test`),
      stranger.post(`${path}/rotate-secret`, {}),
      stranger.get(`${path}/deliveries`),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body.error.code).toBe('endpoint_not_found');
    }
    expect((await stranger.get('/api/endpoints')).body.items).toEqual([]);
  });

  test('is listed in pages', async () => {
    const api = client();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.unshift((await api.post('/api/endpoints', { url: someUrl })).body.endpointId);
    }
    const first = await api.get('/api/endpoints?limit=3');
    const second = await api.get(`/api/endpoints?limit=3&cursor=${first.body.nextCursor}`);
    const items = [...first.body.items, ...second.body.items] as { endpointId: string }[];
    expect(items.map(({ endpointId }) => endpointId)).toEqual(ids);
    expect(second.body.nextCursor).toBeNull();
  });

  test('is created once for an Idempotency-Key, and its secret is repeated to whoever asks with it again', async () => {
    const api = client();
    const headers = { 'idempotency-key': 'once' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => api.post('/api/endpoints', { url: someUrl }, headers)),
    );
    expect(new Set(answers.map(({ body }) => body.secret)).size).toBe(1);
    expect((await api.get('/api/endpoints')).body.items).toHaveLength(1);
    const other = await api.post('/api/endpoints', { url: 'https://other.example/' }, headers);
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_conflict' } } });
  });

  test('is one of a hundred at most', async () => {
    const api = client();
    await Promise.all(Array.from({ length: 99 }, () => api.post('/api/endpoints', { url: someUrl })));
    const last = await Promise.all([1, 2, 3].map(() => api.post('/api/endpoints', { url: someUrl })));
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(last.find(({ status }) => status === 409)?.body.error.code).toBe('too_many_endpoints');
  });
});

describe('a request for an endpoint is refused', () => {
  test.each([
    ['no URL', 'crm', 'endpoint_url_invalid'],
    ['another protocol', 'ftp://crm.example/', 'endpoint_url_invalid'],
    ['credentials in it', 'https://me:pass@crm.example/', 'endpoint_url_invalid'],
    ['a fragment', 'https://crm.example/#x', 'endpoint_url_invalid'],
    ['http', 'http://crm.example/', 'endpoint_url_insecure'],
    ['this machine', 'https://127.0.0.1/', 'endpoint_address_refused'],
    ['this machine, otherwise written', 'http://0x7f.1:1234/', 'endpoint_address_refused'],
    ['this machine in IPv6', 'https://[::ffff:127.0.0.1]/', 'endpoint_address_refused'],
    ['metadata', 'http://169.254.169.254/latest/', 'endpoint_address_refused'],
    ['a private network', 'https://10.1.2.3/', 'endpoint_address_refused'],
  ])('%s as its address', async (_what, url, code) => {
    const api = client();
    expect(await api.post('/api/endpoints', { url })).toMatchObject({
      status: 400,
      body: { error: { code } },
    });
    const { body } = await api.post('/api/endpoints', { url: someUrl });
    const changed = await api.patch(`/api/endpoints/${body.endpointId}`, { url });
    expect(changed).toMatchObject({ status: 400, body: { error: { code } } });
    expect(JSON.stringify(changed.body)).not.toContain(url);
  });

  test('a filter that no event can fit, with those that there are', async () => {
    const { status, body } = await client().post('/api/endpoints', {
      url: someUrl,
      events: ['post.stattus'],
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'event_filter_unknown',
      details: {
        unknown: ['post.stattus'],
        known: expect.arrayContaining(['post.status', 'account.connected']),
      },
    });
  });

  test.each([
    ['nothing', {}],
    ['an unknown field', { url: someUrl, secret: 'mine' }],
    ['no filter', { url: someUrl, events: [] }],
    ['a text for filters', { url: someUrl, events: 'post.>' }],
    ['an address that is too long', { url: `https://crm.example/${'x'.repeat(3000)}` }],
  ])('%s in the body', async (_what, body) => {
    expect(await client().post('/api/endpoints', body)).toMatchObject({
      status: 400,
      body: { error: { code: 'validation_failed' } },
    });
  });

  test('a caller without the scope', async () => {
    const answer = await around.get(`${crm.url}/api/endpoints`, uuidv7(), ['crm:read']);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'missing_scope' } } });
  });
});

describe('what happens in a workspace', () => {
  const created = async (content = {}) => {
    const api = client();
    // What a test publishes, without what the service itself tells about its tables.
    const events = ['account.>', 'post.>', 'crm.endpoint.>'];
    const { body } = await api.post('/api/endpoints', { url: receiver.url, events, ...content });
    return { api, secret: body.secret as string, path: `/api/endpoints/${body.endpointId}` };
  };
  const got = (id: string) => receiver.received.filter(({ headers }) => headers['webhook-id'] === id);
  const untilGot = async (id: string, times = 1) => {
    await waitFor('the delivery', () => got(id).length >= times);
    const last = got(id).at(-1);
    if (!last) throw new Error('nothing came');
    return last;
  };

  test('reaches its endpoint from the bus, and stands in the log of deliveries', async () => {
    const { api, secret, path } = await created();
    const account = accountEvent(api.workspaceId);
    const post = postEvent(api.workspaceId);
    await bus.publish(account);
    await bus.publish(post);
    for (const { event } of [account, post]) {
      expect(verifyWebhook(await untilGot(event.id), secret, Date.now())).toEqual(event);
    }
    const log = await waitFor('both to be settled', async () => {
      const { body } = await api.get(`${path}/deliveries?status=succeeded`);
      return body.items.length === 2 && body.items;
    });
    const item = log.find(
      ({ request }: { request: { webhookId: string } }) => request.webhookId === post.event.id,
    );
    expect(item).toMatchObject({
      eventType: 'post.status',
      status: 'succeeded',
      failures: 0,
      nextAttemptAt: null,
      resendOf: null,
      request: { webhookId: post.event.id, body: JSON.stringify(post.event) },
      attempts: [{ number: 1, url: receiver.url, statusCode: 204, responseBody: '', error: null }],
    });
    expect(item.attempts[0].latencyMs).toBeGreaterThanOrEqual(0);
    expect((await api.get(`/api/deliveries/${item.deliveryId}`)).body).toEqual(item);
    const first = await api.get(`${path}/deliveries?limit=1`);
    const second = await api.get(`${path}/deliveries?limit=1&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items]).toEqual(log);
    expect((await client().get(`/api/deliveries/${item.deliveryId}`)).status).toBe(404);
  });

  test('is sent again on demand: with the same id, as a delivery of its own, once for an Idempotency-Key', async () => {
    const { api, path } = await created();
    const post = postEvent(api.workspaceId);
    await bus.publish(post);
    await untilGot(post.event.id);
    const { deliveryId } = await waitFor('the end', async () => {
      return (await api.get(`${path}/deliveries?status=succeeded`)).body.items[0];
    });
    const headers = { 'idempotency-key': 'again' };
    const resend = () => api.post(`/api/deliveries/${deliveryId}/resend`, undefined, headers);
    const [first, second] = [await resend(), await resend()];
    expect(first).toMatchObject({ status: 202, body: { resendOf: deliveryId } });
    expect(second.body.deliveryId).toBe(first.body.deliveryId);
    await untilGot(post.event.id, 2);
    await waitFor('both to be settled', async () => {
      return (await api.get(`${path}/deliveries?status=succeeded`)).body.items.length === 2;
    });
    expect(got(post.event.id)).toHaveLength(2);

    await api.post(`${path}/disable`);
    expect((await api.post(`/api/deliveries/${deliveryId}/resend`)).body.error.code).toBe(
      'endpoint_disabled',
    );
    expect((await client().post(`/api/deliveries/${deliveryId}/resend`)).body.error.code).toBe(
      'delivery_not_found',
    );
  });

  test('that waits for its next try is sent now on demand', async () => {
    const { api, path } = await created();
    receiver.answer((response) => response.writeHead(500).end());
    const post = postEvent(api.workspaceId);
    await bus.publish(post);
    const waiting = await waitFor('the failure', async () => {
      const { body } = await api.get(`${path}/deliveries?status=pending`);
      return body.items[0]?.failures === 1 && body.items[0];
    });
    expect(Date.parse(waiting.nextAttemptAt)).toBeGreaterThan(Date.now());
    receiver.answer((response) => response.writeHead(200).end('fine'));
    const resent = await api.post(`/api/deliveries/${waiting.deliveryId}/resend`);
    expect(resent.body.deliveryId).toBe(waiting.deliveryId);
    const settled = await waitFor('the success', async () => {
      const { body } = await api.get(`/api/deliveries/${waiting.deliveryId}`);
      return body.status === 'succeeded' && body;
    });
    expect(settled.attempts).toMatchObject([{ statusCode: 500 }, { statusCode: 200, responseBody: 'fine' }]);
  });

  test('is tried out with a test, which tells what came of it and is not tried again', async () => {
    const { api, secret, path } = await created({ events: ['account.>'] });
    receiver.answer((response) => response.writeHead(418).end('short and stout'));
    const failed = await api.post(`${path}/test`);
    expect(failed).toMatchObject({
      status: 200,
      body: {
        isTest: true,
        eventType: 'crm.endpoint.test',
        status: 'failed',
        attempts: [
          { statusCode: 418, responseBody: 'short and stout', error: { code: 'unexpected_status' } },
        ],
      },
    });
    const last = await untilGot(failed.body.request.webhookId);
    expect(verifyWebhook(last, secret, Date.now())).toMatchObject({ type: 'crm.endpoint.test' });
    expect((await api.get(path)).body.status).toBe('enabled');
    await api.post(`${path}/disable`);
    receiver.answer((response) => response.writeHead(204).end());
    expect((await api.post(`${path}/test`)).body).toMatchObject({ status: 'succeeded' });
    const again = await api.post(`/api/deliveries/${failed.body.deliveryId}/resend`);
    expect(again.body.error.code).toBe('delivery_is_test');
  });

  test('tells the other endpoints, over the bus, when one is disabled', async () => {
    const { api, path } = await created();
    const gone = await api.post('/api/endpoints', { url: `${receiver.url}/gone`, events: ['account.>'] });
    receiver.answer((response, { path }) => response.writeHead(path.endsWith('/gone') ? 410 : 200).end());
    await bus.publish(accountEvent(api.workspaceId));
    const told = await waitFor('the event', async () => {
      const { body } = await api.get(`${path}/deliveries?status=succeeded`);
      return body.items.find(({ eventType }: { eventType: string }) => eventType === 'crm.endpoint.disabled');
    });
    expect(JSON.parse(told.request.body)).toMatchObject({
      source: '/crm-sync',
      data: { endpointId: gone.body.endpointId, reason: 'gone' },
    });
    const disabled = await api.get(`/api/endpoints/${gone.body.endpointId}`);
    expect(disabled.body).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    receiver.answer((response) => response.writeHead(204).end());
  });

  test('is signed by both secrets after a rotation, and goes on when all keys were made anew', async () => {
    const { api, secret, path } = await created();
    const rotated = await api.post(`${path}/rotate-secret`, { overlapHours: 1 });
    expect(rotated.body.secret).not.toBe(secret);
    expect(Date.parse(rotated.body.previousSecretExpiresAt)).toBeGreaterThan(Date.now() + 3_500_000);
    const { db } = around.database;
    const provider = keyRingProvider(parseKeyRing(`test:${'ab'.repeat(32)}`));
    const before = await db.select().from(endpoints);
    const outcome = await rotateKeys({
      ...{ db, provider, table: dataKeys, headStartMs: 0 },
      columns: Object.values(encryptedColumns),
    });
    expect(outcome.unreadable).toEqual([]);
    const after = await db.select().from(endpoints);
    const old = new Set(before.flatMap((row) => [row.secretEncrypted, row.previousSecretEncrypted]));
    for (const row of after) expect(old.has(row.secretEncrypted)).toBe(false);
    expect(await db.$count(idempotencyKeys)).toBeGreaterThan(0);

    // The running service looks for new keys every few seconds.
    await waitFor('the service to know the new key', async () => {
      const { body } = await api.post(`${path}/test`).catch(() => ({ body: null }));
      return body?.status === 'succeeded';
    });
    const post = postEvent(api.workspaceId);
    await bus.publish(post);
    const last = await untilGot(post.event.id);
    for (const each of [secret, rotated.body.secret]) verifyWebhook(last, each, Date.now());
  });

  test('leaves no secret, signature or address of an endpoint in the log', async () => {
    const { api, secret, path } = await created({ url: `${receiver.url}?token=t0psecret` });
    const rotated = await api.post(`${path}/rotate-secret`, {});
    receiver.answer((response) => response.writeHead(500).end('receiver says s3cret'));
    const post = postEvent(api.workspaceId);
    await bus.publish(post);
    const { headers } = await untilGot(post.event.id);
    await api.post(`${path}/test`);
    receiver.answer((response) => response.writeHead(204).end());
    const log = lines.join('');
    expect(log).toContain('a delivery was tried');
    const signatures = `${headers['webhook-signature']}`.split(' ').map((text) => text.slice(3));
    const secrets = [secret, rotated.body.secret].map((text: string) => text.slice(6));
    for (const text of ['t0psecret', 's3cret', ...signatures, ...secrets]) expect(log).not.toContain(text);
    const stored = JSON.stringify(await around.database.db.select().from(endpoints));
    for (const text of secrets) expect(stored).not.toContain(text);
  });
});
