import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PostbusApiError } from './api-error.ts';
import { Postbus } from './postbus.ts';

const accountId = randomUUID();
const vended = {
  accessToken: 'act.1',
  expiresAt: '2026-10-09T08:00:00.000Z',
  openId: 'o',
  grantedScopes: [],
};

describe('Postbus', () => {
  let gateway: FastifyInstance;
  let postbus: Postbus;
  let now: number;
  let tokensIssued: number;
  let answers: { status: number; body: unknown; headers?: Record<string, string> }[];
  let seen: { url: string; headers: Record<string, string | string[] | undefined>; body: unknown }[];

  beforeEach(async () => {
    [now, tokensIssued, answers, seen] = [1_800_000_000_000, 0, [], []];
    gateway = Fastify();
    gateway.addContentTypeParser('application/x-www-form-urlencoded', (_request, payload, done) => {
      payload.resume().on('end', () => done(null, {}));
    });
    gateway.post('/oauth/token', async (request, reply) => {
      const expected = `Basic ${Buffer.from('id%3A1:s%2F1').toString('base64')}`;
      if (request.headers.authorization !== expected)
        return reply.code(401).send({ error: 'invalid_client' });
      return { access_token: `jwt-${++tokensIssued}`, token_type: 'Bearer', expires_in: 900 };
    });
    gateway.all('/api/*', async (request, reply) => {
      seen.push({ url: request.url, headers: request.headers, body: request.body });
      const { status, body, headers = {} } = answers.shift() ?? { status: 200, body: vended };
      return reply.code(status).headers(headers).send(body);
    });
    const url = await gateway.listen({ port: 0, host: '127.0.0.1' });
    postbus = new Postbus({
      urls: { authGateway: url, uploader: url },
      clientId: 'id:1',
      clientSecret: 's/1',
      now: () => now,
    });
  });

  afterEach(async () => {
    await postbus.close();
    await gateway.close();
  });

  const failure = (
    status: number,
    code: string,
    retryable: boolean,
    headers: Record<string, string> = {},
  ) => ({
    status,
    headers,
    body: { error: { code, message: code, userMessage: code, retryable, correlationId: 'c' } },
  });
  const accessToken = () => postbus.accounts.accessToken(accountId);

  test('gets a token by client credentials once and shares it among concurrent calls', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, accessToken));
    expect(all).toEqual(Array(10).fill(vended));
    expect(tokensIssued).toBe(1);
    expect(seen[0]?.headers.authorization).toBe('Bearer jwt-1');
  });

  test('calls in the name of a workspace and of what caused the call', async () => {
    await postbus.for({ workspaceId: 'w-1', correlationId: 'c-1' }).accounts.get(accountId);
    expect(seen[0]?.headers).toMatchObject({ 'postbus-workspace': 'w-1', 'x-correlation-id': 'c-1' });
    await postbus.accounts.get(accountId);
    expect(seen[1]?.headers).not.toHaveProperty('postbus-workspace');
  });

  test('renews its token before it ends', async () => {
    await accessToken();
    now += 839_000;
    await accessToken();
    expect(tokensIssued).toBe(1);
    now += 2000;
    await accessToken();
    expect(tokensIssued).toBe(2);
  });

  test('gets a new token once when the old one is refused, and then gives up', async () => {
    answers = [failure(401, 'unauthorized', false)];
    await expect(accessToken()).resolves.toEqual(vended);
    expect(tokensIssued).toBe(2);
    answers = [failure(401, 'unauthorized', false), failure(401, 'unauthorized', false)];
    await expect(accessToken()).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
  });

  test('tries again what failed for a passing reason, with the same body and idempotency key', async () => {
    answers = [failure(503, 'unavailable', true), { status: 502, body: 'no json' }];
    const session = { platform: 'tiktok', userId: 'u', returnUrl: 'https://app.test/' } as const;
    await postbus.accounts.connect(session);
    expect(seen.map(({ body }) => body)).toEqual([session, session, session]);
    const keys = seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f-]{36}$/)));
    expect(new Set(keys).size).toBe(1);

    await postbus.accounts.connect(session);
    expect(seen[3]?.headers['idempotency-key']).not.toBe(keys[0]);
  });

  test('sends the idempotency key that it is given', async () => {
    const post = { accountId, source: 'FILE_UPLOAD', mediaId: randomUUID(), mode: 'inbox' } as const;
    await postbus.posts.publish(post, { idempotencyKey: 'order-7' });
    expect(seen[0]?.headers['idempotency-key']).toBe('order-7');
  });

  test('takes a call of the Display API only if it can still be over in time', async () => {
    const endWithin = (endWithinMs: number) => ({ status: 200, body: { endWithinMs } });
    const take = () =>
      postbus.accounts.takeDisplayCall(accountId, {
        endpoint: 'video_list',
        leave: 60,
        callTimeoutMs: 15_000,
      });
    answers = [endWithin(20_000), endWithin(15_000)];
    await take();
    expect(seen[0]?.body).toEqual({ endpoint: 'video_list', leave: 60 });
    await expect(take()).rejects.toMatchObject({ code: 'too_late', retryable: true });
  });

  test('waits as long as the service asks, if that is short', async () => {
    answers = [failure(429, 'rate_limited', true, { 'retry-after': '1' })];
    const begunAt = performance.now();
    await accessToken();
    expect(performance.now() - begunAt).toBeGreaterThan(990);
    expect(seen).toHaveLength(2);
  });

  test.each([{ 'retry-after': '37' }, {}])('raises a full rate limit at once (%o)', async (headers) => {
    answers = [failure(429, 'rate_limited', true, headers)];
    await expect(accessToken()).rejects.toMatchObject({
      code: 'rate_limited',
      retryable: true,
      retryAfterSeconds: headers['retry-after'] ? 37 : undefined,
    });
    expect(seen).toHaveLength(1);
  });

  test('raises a lasting error at once, with its code and whether a retry helps', async () => {
    answers = [failure(404, 'account_not_found', false)];
    const error = await accessToken().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PostbusApiError);
    expect(error).toMatchObject({ status: 404, code: 'account_not_found', retryable: false });
    expect(seen).toHaveLength(1);
  });

  test('goes through every page', async () => {
    const page = (items: string[], nextCursor: string | null) => ({
      status: 200,
      body: { items: items.map((id) => ({ accountId: id })), nextCursor },
    });
    answers = [page(['a', 'b'], 'b'), page(['c'], null)];
    const ids: string[] = [];
    for await (const account of postbus.accounts.all({ userId: 'u 1' })) ids.push(account.accountId);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/accounts?userId=u%201',
      '/api/accounts?userId=u%201&cursor=b',
    ]);
  });

  test('says that the service could not be reached, and that a retry may help', async () => {
    await gateway.close();
    await expect(accessToken()).rejects.toMatchObject({ status: 0, code: 'unreachable', retryable: true });
  });

  test('says which address is missing for a service that it was not told of', () => {
    expect(() => postbus.services.crmSync).toThrow('urls.crmSync');
  });

  test('says that the client was refused without showing its secret', async () => {
    const { port } = gateway.server.address() as { port: number };
    const stranger = new Postbus({
      urls: { authGateway: `http://127.0.0.1:${port}` },
      clientId: 'x',
      clientSecret: 'hidden',
    });
    const error = await stranger.accounts.accessToken(accountId).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 401, code: 'invalid_client' });
    expect(JSON.stringify(error) + String(error)).not.toContain('hidden');
    await stranger.close();
  });
});
