import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuthenticator } from '../authenticator.ts';
import { createTestServer, errorIn } from '../testing/test-server.ts';
import { startTestKeys } from '../testing/test-tokens.ts';

let keys: Awaited<ReturnType<typeof startTestKeys>>;
let server: Awaited<ReturnType<typeof createTestServer>>;
beforeEach(async () => {
  keys = await startTestKeys();
  server = await createTestServer({
    authenticator: createAuthenticator(keys),
    config: { RATE_LIMIT_PER_MINUTE: 2, TRUSTED_PROXIES: '' },
  });
  server.app.get('/open', async () => ({}));
  server.app.get('/scoped', { onRequest: server.app.requireScope('posts:read') }, async () => ({}));
  server.app.get('/unlimited', { config: { rateLimit: false } }, async () => ({}));
});
afterEach(async () => {
  await server.app.close();
  await keys.close();
});

async function statusesOf(
  times: number,
  url: string,
  headers: Record<string, string> = {},
): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index += 1) {
    statuses.push((await server.app.inject({ url, headers })).statusCode);
  }
  return statuses;
}

describe('rate limit', () => {
  test('one request too many is a 429 in the shape of every error, with the standard headers', async () => {
    const first = await server.app.inject('/open');
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    await server.app.inject('/open');
    const refused = await server.app.inject('/open');
    expect(refused.statusCode).toBe(429);
    expect(errorIn(refused)).toMatchObject({ code: 'rate_limited', retryable: true });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  test('clients behind one address do not use up the limit of each other', async () => {
    const one = { authorization: await keys.bearer({ sub: 'client-1' }) };
    const two = { authorization: await keys.bearer({ sub: 'client-2' }) };
    expect(await statusesOf(3, '/scoped', one)).toEqual([200, 200, 429]);
    expect(await statusesOf(1, '/scoped', two)).toEqual([200]);
  });

  test('a client cannot escape the limit with another token', async () => {
    const headers = async (exp: number) => ({
      authorization: await keys.bearer({ exp: Date.now() / 1000 + exp }),
    });
    expect(await statusesOf(2, '/scoped', await headers(100))).toEqual([200, 200]);
    expect(await statusesOf(1, '/scoped', await headers(200))).toEqual([429]);
  });

  test('guessing tokens is limited', async () => {
    const headers = { authorization: 'Bearer a.b.c' };
    expect(await statusesOf(3, '/scoped', headers)).toEqual([401, 401, 429]);
  });

  test('guessing routes is limited', async () => {
    expect(await statusesOf(3, '/nowhere')).toEqual([404, 404, 429]);
  });

  test('probes, metrics and routes that say so are never limited', async () => {
    for (const url of ['/health/live', '/health/ready', '/metrics', '/unlimited']) {
      expect(await statusesOf(4, url), url).toEqual([200, 200, 200, 200]);
    }
  });

  test('refusals are counted by endpoint', async () => {
    await statusesOf(3, '/open');
    expect((await server.app.inject('/metrics')).body).toMatch(
      /rate_limit_hits_total\{[^}]*endpoint="\/open"[^}]*\} 1/,
    );
  });
});
