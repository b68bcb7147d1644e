import { auditLog, displayWindows } from '@postbus/db/auth-gateway';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../testing/api.ts';
import {
  connectCreator,
  journal,
  refreshes,
  type Stack,
  startStack,
  storedAccount,
  tellSandbox,
} from '../../testing/stack.ts';

describe("a call of TikTok's API for an app", () => {
  let stack: Stack;
  let accountId: string;
  const get = (path: string) => stack.api.get(`/api/accounts/${accountId}/proxy${path}`);
  const post = (path: string, body: unknown) =>
    stack.api.post(`/api/accounts/${accountId}/proxy${path}`, body);

  beforeAll(async () => {
    stack = await startStack();
    accountId = await connectCreator(stack);
  });
  afterAll(() => stack?.close());

  test("gives TikTok's answer as it came, and the audit log says what for", async () => {
    const { status, body, headers } = await get('/v2/user/info/?fields=open_id,display_name');
    const { openId } = await storedAccount(stack, accountId);
    expect([status, body.data.user]).toEqual([200, { open_id: openId, display_name: 'Demo Baker' }]);
    expect(headers.get('x-tt-logid')).toMatch(/^\d{14}/);
    expect(headers.get('cache-control')).toBe('no-store');
    const creator = await post('/v2/post/publish/creator_info/query/', {});
    expect(creator.body.data.creator_username).toBe('demobaker');
    const rows = await stack.database.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.accountId, accountId), eq(auditLog.action, 'api_call.proxied')));
    expect(rows.map(({ details }) => details)).toEqual([
      { path: '/v2/user/info/', tokenVersion: 1 },
      { path: '/v2/post/publish/creator_info/query/', tokenVersion: 1 },
    ]);
  });

  test("passes TikTok's refusals on with their status", async () => {
    const unknown = await post('/v2/post/publish/status/fetch/', { publish_id: 'v_pub_file~v2-1.1' });
    expect([unknown.status, unknown.body.error.code]).toEqual([400, 'invalid_params']);
    await tellSandbox(stack, 'faults', { path: '/v2/user/info/', kind: 'rateLimit' });
    expect((await get('/v2/user/info/?fields=open_id')).status).toBe(429);
    // Nobody would ask again for a minute.
    await stack.database.db.delete(displayWindows);
  });

  test('with a token that TikTok refuses is made once more with a new one', async () => {
    const { openId } = await storedAccount(stack, accountId);
    const before = await refreshes(stack);
    await tellSandbox(stack, 'tokens/expire', { openId });
    expect((await get('/v2/user/info/?fields=open_id')).status).toBe(200);
    expect((await refreshes(stack)) - before).toBe(1);
  });

  test('without an answer is an error that says so and holds no token', async () => {
    await tellSandbox(stack, 'faults', { path: '/v2/user/info/', kind: 'reset' });
    const { status, body } = await get('/v2/user/info/?fields=open_id');
    expect([status, body.error.code]).toEqual([503, 'platform_unavailable']);
    expect(JSON.stringify(body) + stack.app.logged()).not.toMatch(/act\.[\w-]{20}/);
  });

  test.each([
    ['GET', '/v2/video/list/'],
    ['POST', '/v2/user/info/'],
    ['POST', '/v2/post/publish/video/init/'],
    ['POST', '/v2/oauth/revoke/'],
    ['GET', '/v2/user/info'],
    ['GET', '//evil.example.com/'],
    ['GET', '/v2/user/info/../../oauth/token/'],
    ['GET', '/v2/user/info/%2e%2e/'],
    ['GET', '/constructor'],
    ['GET', ''],
  ])('that is not on the list never reaches TikTok: %s %s', async (method, path) => {
    await call(`${stack.sandbox.url}/_sandbox/journal`, { method: 'DELETE' });
    const answer = method === 'GET' ? await get(path) : await post(path, {});
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await journal(stack, '/')).toEqual([]);
  });

  test('is for apps with the scope tokens:proxy, and for accounts of their workspace', async () => {
    const path = `/api/accounts/${accountId}/proxy/v2/user/info/?fields=open_id`;
    const reader = await stack.newWorkspace(['tokens:read']);
    expect((await reader.api.get(path)).body.error.code).toBe('missing_scope');
    const stranger = await stack.newWorkspace();
    expect((await stranger.api.get(path)).body.error.code).toBe('account_not_found');
  });
});
