import { auditLog, clientSecrets, clients } from '@postbus/db/auth-gateway';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiOf, requestToken } from '../../testing/api.ts';
import { type Stack, startStack } from '../../testing/stack.ts';
import { createClient } from './create-client.ts';

const hourSeconds = 3600;

describe('the clients of a workspace', () => {
  let stack: Stack;
  let api: Api;
  let laterMs = 0;

  beforeAll(async () => {
    stack = await startStack({ clock: () => new Date(Date.now() + laterMs) });
  });
  beforeEach(async () => {
    laterMs = 0;
    ({ api } = await stack.newWorkspace());
  });
  afterAll(() => stack?.close());

  const settings = {
    name: 'planner',
    scopes: ['accounts:read'],
    returnUrls: ['https://planner.example.com/'],
  };
  const make = async (): Promise<{ clientId: string; clientSecret: string }> => {
    const { status, body } = await api.post('/api/clients', settings);
    expect(status).toBe(201);
    return body;
  };
  const tokenWith = (clientId: string, clientSecret: string) =>
    requestToken(stack.app.url, { client_id: clientId, client_secret: clientSecret });
  const codeOf = ({ status, body }: Answer) => [status, body.error?.code];

  test('one that was made gets tokens with its scopes, and its secret is stored as a hash alone', async () => {
    const { clientId, clientSecret } = await make();
    const { status, body } = await tokenWith(clientId, clientSecret);
    expect([status, body.scope]).toEqual([200, 'accounts:read']);
    const stored = [
      await stack.database.db.select().from(clients),
      await stack.database.db.select().from(clientSecrets),
      await stack.database.db.select().from(auditLog),
    ];
    expect(JSON.stringify(stored)).not.toContain(clientSecret);
    expect(stack.app.logged()).not.toContain(clientSecret);
    const { body: shown } = await api.get(`/api/clients/${clientId}`);
    expect(shown).toMatchObject({ clientId, ...settings, secrets: [{ expiresAt: null }] });
  });

  test('the same Idempotency-Key makes one, and answers with the same secret', async () => {
    const post = (body: object) => api.post('/api/clients', body, { 'idempotency-key': 'k1' });
    const answers = await Promise.all([post(settings), post(settings), post(settings)]);
    expect(new Set(answers.map(({ body }) => body.clientSecret)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await api.get('/api/clients')).body.items).toHaveLength(2);
    expect(codeOf(await post({ ...settings, name: 'other' }))).toEqual([409, 'idempotency_conflict']);
    expect(JSON.stringify(await stack.database.db.select().from(auditLog))).not.toContain('k1');
  });

  test('two secrets work while one is replaced; then the old one ends', async () => {
    const { clientId, clientSecret: old } = await make();
    const { body } = await api.post(`/api/clients/${clientId}/secrets`, {
      previousValidForSeconds: hourSeconds,
    });
    const secrets = [old, body.clientSecret];
    for (const secret of secrets) expect((await tokenWith(clientId, secret)).status).toBe(200);
    expect(codeOf(await api.post(`/api/clients/${clientId}/secrets`, {}))).toEqual([409, 'too_many_secrets']);

    laterMs = (hourSeconds + 1) * 1000;
    const outcomes = await Promise.all(secrets.map((secret) => tokenWith(clientId, secret)));
    expect(outcomes.map(({ status }) => status)).toEqual([401, 200]);
    laterMs = 0;
  });

  test('an old secret may be ended at once, the only one may not', async () => {
    const { clientId, clientSecret: old } = await make();
    const { body: added } = await api.post(`/api/clients/${clientId}/secrets`, {});
    const { body } = await api.get(`/api/clients/${clientId}`);
    const [first, second] = body.secrets;
    expect((await api.delete(`/api/clients/${clientId}/secrets/${first.secretId}`)).status).toBe(204);
    expect((await tokenWith(clientId, old)).status).toBe(401);
    expect((await tokenWith(clientId, added.clientSecret)).status).toBe(200);
    const again = await api.delete(`/api/clients/${clientId}/secrets/${first.secretId}`);
    expect(codeOf(again)).toEqual([404, 'secret_unknown']);
    const last = await api.delete(`/api/clients/${clientId}/secrets/${second.secretId}`);
    expect(codeOf(last)).toEqual([409, 'last_secret']);
  });

  test('of many who add a secret at the same time one does', async () => {
    const { clientId } = await make();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => api.post(`/api/clients/${clientId}/secrets`, {})),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('a disabled one gets no more tokens, until it is enabled', async () => {
    const { clientId, clientSecret } = await make();
    await api.patch(`/api/clients/${clientId}`, { disabled: true });
    const { status, body } = await tokenWith(clientId, clientSecret);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    await api.patch(`/api/clients/${clientId}`, { disabled: false, scopes: ['posts:read'] });
    expect((await tokenWith(clientId, clientSecret)).body.scope).toBe('posts:read');
  });

  test('are seen and changed by the administrators of their workspace alone', async () => {
    const { clientId } = await make();
    const { api: stranger } = await stack.newWorkspace();
    const path = `/api/clients/${clientId}`;
    for (const answer of [
      await stranger.get(path),
      await stranger.patch(path, { name: 'mine' }),
      await stranger.post(`${path}/secrets`, {}),
      await stranger.delete(`${path}/secrets/${clientId}`),
    ]) {
      expect(codeOf(answer)).toEqual([404, 'client_unknown']);
    }
    const { api: reader } = await stack.newWorkspace(['accounts:read']);
    expect(codeOf(await reader.get('/api/clients'))).toEqual([403, 'missing_scope']);
  });

  test.each<[object, string]>([
    [{ scopes: [] }, 'validation_failed'],
    [{ scopes: ['everything'] }, 'validation_failed'],
    [{ scopes: ['webhooks:verify'] }, 'scope_not_for_workspace'],
    [{ name: '' }, 'validation_failed'],
    [{ returnUrls: ['javascript:alert(1)'] }, 'return_url_invalid'],
    [{ returnUrls: ['https://planner.example.com/?next='] }, 'return_url_invalid'],
    [{ secret: 'mine' }, 'validation_failed'],
  ])('refuse %j as %s', async (changed, code) => {
    const { body } = await api.post('/api/clients', { ...settings, ...changed });
    expect(body.error.code).toBe(code);
    expect((await api.get('/api/clients')).body.items).toHaveLength(1);
  });
});

describe('workspaces', () => {
  test('are made by a service-to-service administrator, with an administrator who makes the rest', async () => {
    const stack = await startStack();
    const options = { name: 'operator', scopes: ['admin'], returnUrls: [], service: true };
    const operator = await apiOf(stack.app.url, await createClient(stack.database.db, options));
    const { status, body } = await operator.post(
      '/api/workspaces',
      { name: 'Bistro' },
      { 'idempotency-key': 'w1' },
    );
    expect(status).toBe(201);
    expect(
      (await operator.post('/api/workspaces', { name: 'Bistro' }, { 'idempotency-key': 'w1' })).body,
    ).toEqual(body);
    const { items } = (await operator.get('/api/workspaces')).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['Bakery', 'Bistro']);

    const administrator = await apiOf(stack.app.url, { ...body.administrator, workspaceId: '', scopes: [] });
    const made = await administrator.post('/api/clients', { name: 'planner', scopes: ['accounts:read'] });
    expect(made.status).toBe(201);
    const [client] = await stack.database.db.select().from(clients).where(eq(clients.id, made.body.clientId));
    expect(client?.workspaceId).toBe(body.workspaceId);

    for (const api of [stack.api, administrator]) {
      expect((await api.post('/api/workspaces', { name: 'x' })).body.error.code).toBe('missing_scope');
      expect((await api.get('/api/workspaces')).body.error.code).toBe('missing_scope');
    }
    await stack.close();
  });
});
