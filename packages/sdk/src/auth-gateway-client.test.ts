import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PostbusApiError } from './api-error.ts';
import { type AuthGatewayClient, createAuthGatewayClient } from './auth-gateway-client.ts';

const account = { workspaceId: 'w-1', accountId: 'a-1' };
const vended = {
  accessToken: 'act.1',
  expiresAt: '2026-10-09T08:00:00.000Z',
  openId: 'o',
  grantedScopes: [],
};

describe('the client of auth-gateway', () => {
  let gateway: FastifyInstance;
  let client: AuthGatewayClient;
  let now: number;
  let tokensIssued: number;
  let answers: { status: number; body: unknown }[];
  let seen: { token: string | undefined; workspace: unknown }[];

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
    gateway.post('/api/accounts/:id/access-token', async (request, reply) => {
      seen.push({ token: request.headers.authorization, workspace: request.headers['postbus-workspace'] });
      const { status, body } = answers.shift() ?? { status: 200, body: vended };
      return reply.code(status).send(body);
    });
    const baseUrl = await gateway.listen({ port: 0, host: '127.0.0.1' });
    client = createAuthGatewayClient({ baseUrl, clientId: 'id:1', clientSecret: 's/1', now: () => now });
  });

  afterEach(async () => {
    await client.close();
    await gateway.close();
  });

  const failure = (status: number, code: string, retryable: boolean) => ({
    status,
    body: { error: { code, message: code, userMessage: code, retryable, correlationId: 'c' } },
  });

  test('gets a token by client credentials once and shares it among concurrent calls', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => client.accessToken(account)));
    expect(all).toEqual(Array(10).fill(vended));
    expect(tokensIssued).toBe(1);
    expect(seen[0]).toEqual({ token: 'Bearer jwt-1', workspace: 'w-1' });
  });

  test('renews its token before it ends', async () => {
    await client.accessToken(account);
    now += 839_000;
    await client.accessToken(account);
    expect(tokensIssued).toBe(1);
    now += 2000;
    await client.accessToken(account);
    expect(tokensIssued).toBe(2);
  });

  test('gets a new token once when the old one is refused, and then gives up', async () => {
    answers = [failure(401, 'unauthorized', false)];
    await expect(client.accessToken(account)).resolves.toEqual(vended);
    expect(tokensIssued).toBe(2);
    answers = [failure(401, 'unauthorized', false), failure(401, 'unauthorized', false)];
    await expect(client.accessToken(account)).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
  });

  test('tries again what failed for a passing reason', async () => {
    answers = [failure(503, 'unavailable', true), { status: 502, body: 'no json' }];
    await expect(client.accessToken(account)).resolves.toEqual(vended);
    expect(seen).toHaveLength(3);
  });

  test('tells a lasting error at once, with its code and whether a retry helps', async () => {
    answers = [failure(404, 'account_not_found', false)];
    const error = await client.accessToken(account).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PostbusApiError);
    expect(error).toMatchObject({ status: 404, code: 'account_not_found', retryable: false });
    expect(seen).toHaveLength(1);
  });

  test('says that the service could not be reached, and that a retry may help', async () => {
    await gateway.close();
    await expect(client.accessToken(account)).rejects.toMatchObject({
      status: 0,
      code: 'unreachable',
      retryable: true,
    });
  });

  test('says which client was refused without showing its secret', async () => {
    const { port } = gateway.server.address() as { port: number };
    const stranger = createAuthGatewayClient({
      baseUrl: `http://127.0.0.1:${port}`,
      clientId: 'x',
      clientSecret: 'hidden',
    });
    const error = await stranger.accessToken(account).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 401, code: 'invalid_client' });
    expect(JSON.stringify(error) + String(error)).not.toContain('hidden');
    await stranger.close();
  });
});
