import { randomUUID } from 'node:crypto';
import { auditLog, platformApps } from '@postbus/db/auth-gateway';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiOf, call } from '../../testing/api.ts';
import { createBrowser } from '../../testing/browser.ts';
import {
  changeStored,
  connectCreator,
  journal,
  newSession,
  type Stack,
  startStack,
  storedAccount,
  tellSandbox,
} from '../../testing/stack.ts';
import { clientKey as defaultKey, clientSecret as defaultSecret } from '../../testing/start-app.ts';
import { createClient } from '../clients/create-client.ts';

describe('platform apps of a workspace', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack?.close());

  const newKey = () => `aw${randomUUID().replaceAll('-', '').slice(0, 14)}`;
  const redirectUri = () => `${stack.app.url}/api/auth/tiktok/callback`;

  /** A developer app at the sandbox, brought along by a workspace of its own. */
  async function bring(settings: Record<string, unknown> = {}) {
    const workspace = await stack.newWorkspace();
    const app = { clientKey: newKey(), clientSecret: `secret-${randomUUID()}` };
    await tellSandbox(stack, 'apps', { ...app, redirectUris: [redirectUri()] });
    const { status, body } = await workspace.api.post('/api/platform-apps', {
      ...app,
      platform: 'tiktok',
      name: 'Bakery app',
      isDefault: true,
      ...settings,
    });
    expect(status).toBe(201);
    return { ...workspace, ...app, platformAppId: body.platformAppId, view: body };
  }

  const codeOf = ({ status, body }: Awaited<ReturnType<Api['get']>>) => [status, body.error?.code];

  test('is shown without its secret, and stored encrypted', async () => {
    const { api, clientSecret, platformAppId, view } = await bring({ verifiedUrls: ['media.example.com'] });
    expect(view).toMatchObject({ name: 'Bakery app', isDefault: true, verifiedUrls: ['media.example.com'] });
    const shown = [
      view,
      (await api.get('/api/platform-apps')).body,
      (await api.get(`/api/platform-apps/${platformAppId}`)).body,
    ];
    expect(JSON.stringify(shown)).not.toContain(clientSecret);
    const [row] = await stack.database.db
      .select()
      .from(platformApps)
      .where(eq(platformApps.id, platformAppId));
    expect(JSON.stringify(row)).not.toContain(clientSecret);
    const entries = await stack.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'platform_app.created'));
    expect(JSON.stringify(entries)).not.toContain(clientSecret);
    expect(stack.app.logged()).not.toContain(clientSecret);
  });

  test('connects, refreshes and revokes the accounts of its workspace; others keep the default one', async () => {
    const mine = await bring();
    const accountId = await connectCreator(mine);
    expect(await storedAccount(stack, accountId)).toMatchObject({ clientKey: mine.clientKey });
    await changeStored(stack, accountId, { accessTokenExpiresAt: new Date() });
    expect((await mine.api.post(`/api/accounts/${accountId}/access-token`)).status).toBe(200);
    await mine.api.post('/api/platforms/tiktok/disconnect', { accountId });
    await expect
      .poll(
        async () =>
          (await journal(stack, '/v2/oauth/'))
            .filter(({ body }) => body.client_key === mine.clientKey)
            .map(({ body }) => body.grant_type ?? 'revoke'),
        { timeout: 60_000 },
      )
      .toEqual(['authorization_code', 'refresh_token', 'revoke']);

    const other = await stack.newWorkspace();
    expect(await storedAccount(stack, await connectCreator(other))).toMatchObject({ clientKey: defaultKey });
  });

  test('may be named when a session is made, and used without PKCE', async () => {
    const { api, clientKey, platformAppId } = await bring({ isDefault: false, usesPkce: false });
    const withDefault = new URL(await createBrowser().follow(await newSession(api)));
    expect(withDefault.searchParams.get('client_key')).toBe(defaultKey);
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(await newSession(api, { platformAppId }));
    expect(new URL(authorizeUrl).searchParams.get('client_key')).toBe(clientKey);
    expect(authorizeUrl).not.toContain('code_challenge');
    const back = await browser.follow(await browser.decide(authorizeUrl));
    expect(new URL(back).searchParams.get('status')).toBe('connected');
  });

  test('there is one default app, and making another one the default takes turns', async () => {
    const { api, platformAppId } = await bring();
    const second = await api.post('/api/platform-apps', {
      platform: 'tiktok',
      name: 'second',
      clientKey: newKey(),
      clientSecret: 's',
      isDefault: true,
    });
    const { body } = await api.get('/api/platform-apps');
    expect(body.items.map((item: { isDefault: boolean }) => item.isDefault)).toEqual([false, true]);
    await api.patch(`/api/platform-apps/${platformAppId}`, { isDefault: true });
    expect((await api.get(`/api/platform-apps/${second.body.platformAppId}`)).body.isDefault).toBe(false);
  });

  test('a disabled app connects nothing new, but what it connected keeps working', async () => {
    const mine = await bring();
    const accountId = await connectCreator(mine);
    await mine.api.patch(`/api/platform-apps/${mine.platformAppId}`, { disabled: true });
    const named = await mine.api.post('/api/connect-sessions', {
      platform: 'tiktok',
      userId: 'user-1',
      returnUrl: 'https://planner.example.com/connected',
      platformAppId: mine.platformAppId,
    });
    expect(codeOf(named)).toEqual([404, 'platform_app_unknown']);
    await changeStored(stack, accountId, { accessTokenExpiresAt: new Date() });
    expect((await mine.api.post(`/api/accounts/${accountId}/access-token`)).status).toBe(200);
  });

  test('with a replaced secret works at once, and the one before still verifies webhooks for a while', async () => {
    const mine = await bring();
    const accountId = await connectCreator(mine);
    const clientSecret = `new-${randomUUID()}`;
    await tellSandbox(stack, 'apps', { clientKey: mine.clientKey, clientSecret });
    await mine.api.post(`/api/platform-apps/${mine.platformAppId}/secret`, { clientSecret });
    expect((await mine.api.post(`/api/accounts/${accountId}/refresh`)).status).toBe(200);
    expect((await secretsFor(await verifier())).get(mine.clientKey)).toEqual([
      clientSecret,
      mine.clientSecret,
    ]);
    await stack.database.db
      .update(platformApps)
      .set({ previousSecretExpiresAt: new Date() })
      .where(eq(platformApps.id, mine.platformAppId));
    expect((await secretsFor(await verifier())).get(mine.clientKey)).toEqual([clientSecret]);
  });

  const verifier = async () => {
    const options = { name: 'webhook-ingest', scopes: ['webhooks:verify'], returnUrls: [], service: true };
    return apiOf(stack.app.url, await createClient(stack.database.db, options));
  };
  const secretsFor = async (api: Api) => {
    const { status, body } = await api.get('/api/internal/webhook-secrets');
    expect(status).toBe(200);
    const apps: { clientKey: string; secrets: string[] }[] = body.apps;
    return new Map(apps.map(({ clientKey, secrets }) => [clientKey, secrets]));
  };

  test('the secrets for webhooks are for a service-to-service client with that scope alone', async () => {
    const secrets = await secretsFor(await verifier());
    expect(secrets.get(defaultKey)).toEqual([defaultSecret]);
    const inWorkspace = await stack.newWorkspace(['webhooks:verify', 'admin']);
    expect(codeOf(await inWorkspace.api.get('/api/internal/webhook-secrets'))).toEqual([
      403,
      'missing_scope',
    ]);
    const uploader = await createClient(stack.database.db, {
      name: 'uploader',
      scopes: ['tokens:read'],
      returnUrls: [],
      service: true,
    });
    const api = await apiOf(stack.app.url, uploader);
    expect(codeOf(await api.get('/api/internal/webhook-secrets'))).toEqual([403, 'missing_scope']);
  });

  test('belong to their workspace, and to administrators', async () => {
    const { platformAppId, clientKey } = await bring();
    const stranger = await stack.newWorkspace();
    const path = `/api/platform-apps/${platformAppId}`;
    expect(codeOf(await stranger.api.get(path))).toEqual([404, 'platform_app_unknown']);
    expect(codeOf(await stranger.api.patch(path, { name: 'mine' }))).toEqual([404, 'platform_app_unknown']);
    expect(codeOf(await stranger.api.post(`${path}/secret`, { clientSecret: 'x' }))).toEqual([
      404,
      'platform_app_unknown',
    ]);
    expect((await stranger.api.get('/api/platform-apps')).body.items).toEqual([]);
    // The same app may be another workspace's, too.
    const shared = { platform: 'tiktok', name: 'shared', clientKey, clientSecret: 'x' };
    expect((await stranger.api.post('/api/platform-apps', shared)).status).toBe(201);
    expect(codeOf(await stranger.api.post('/api/platform-apps', shared))).toEqual([
      409,
      'platform_app_exists',
    ]);
    const reader = await stack.newWorkspace(['accounts:read']);
    expect(codeOf(await reader.api.get('/api/platform-apps'))).toEqual([403, 'missing_scope']);
  });

  test.each([
    { clientKey: '' },
    { clientKey: 'with space' },
    { clientSecret: '' },
    { verifiedUrls: ['https://media.example.com/no-slash'] },
    { verifiedUrls: ['not a domain'] },
    { platform: 'instagram' },
    { secret: 'unknown field' },
  ])('refuse %j and store nothing', async (changed) => {
    const { api } = await stack.newWorkspace();
    const app = { platform: 'tiktok', name: 'x', clientKey: newKey(), clientSecret: 's', ...changed };
    expect(codeOf(await api.post('/api/platform-apps', app))).toEqual([400, 'validation_failed']);
    expect((await api.get('/api/platform-apps')).body.items).toEqual([]);
    expect((await call(`${stack.app.url}/api/platform-apps`)).status).toBe(401);
  });
});
