import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuthenticator } from '../authenticator.ts';
import { createTestServer, errorIn } from '../testing/test-server.ts';
import { startTestKeys, workspaceId } from '../testing/test-tokens.ts';

let keys: Awaited<ReturnType<typeof startTestKeys>>;
let server: Awaited<ReturnType<typeof createTestServer>>;
beforeEach(async () => {
  keys = await startTestKeys();
  server = await createTestServer({ authenticator: createAuthenticator(keys) });
  server.app.get('/posts', { onRequest: server.app.requireScope('posts:read') }, async ({ caller }) => ({
    clientId: caller.clientId,
    workspaceId: caller.workspaceId,
  }));
  server.app.get('/open', async () => ({ ok: true }));
});
afterEach(async () => {
  await server.app.close();
  await keys.close();
});

describe('routes that require a scope', () => {
  test('know their caller', async () => {
    const authorization = await keys.bearer();
    const answer = await server.app.inject({ url: '/posts', headers: { authorization } });
    expect(answer.json()).toEqual({ clientId: 'client-1', workspaceId });
  });

  test('answer 401 unauthorized and say how to authenticate, without a token', async () => {
    const answer = await server.app.inject('/posts');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(errorIn(answer).code).toBe('unauthorized');
  });

  test('answer 403 missing_scope and name the scope, without the scope', async () => {
    const authorization = await keys.bearer({ scope: 'posts:write posts:reading' });
    const answer = await server.app.inject({ url: '/posts', headers: { authorization } });
    expect(answer.statusCode).toBe(403);
    expect(errorIn(answer)).toMatchObject({
      code: 'missing_scope',
      message: expect.stringContaining('posts:read'),
    });
  });

  test('answer 503 unavailable, not 401, while the keys cannot be fetched', async () => {
    keys.break();
    const authorization = await keys.bearer();
    const answer = await server.app.inject({ url: '/posts', headers: { authorization } });
    expect(answer.statusCode).toBe(503);
    expect(errorIn(answer)).toMatchObject({ code: 'unavailable', retryable: true });
    expect(answer.body).not.toContain(keys.issuer);
  });

  test('never log a token, be it good or bad', async () => {
    const good = await keys.bearer();
    const bad = await keys.bearer({ aud: 'other' });
    for (const authorization of [good, bad])
      await server.app.inject({ url: '/posts', headers: { authorization } });
    for (const token of [good, bad]) expect(server.log()).not.toContain(token.slice('Bearer '.length));
  });
});

test('routes that require no scope do not look at tokens', async () => {
  const headers = { authorization: 'Bearer nonsense' };
  expect((await server.app.inject({ url: '/open', headers })).statusCode).toBe(200);
});
