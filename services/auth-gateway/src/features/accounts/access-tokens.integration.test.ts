import { randomUUID } from 'node:crypto';
import { dataKeys } from '@postbus/db/auth-gateway';
import { type Cipher, keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import { createLogger } from '@postbus/service-kit';
import { waitFor } from '@postbus/testing';
import { Registry } from '@prometheus-io/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTikTokAccounts } from '../../integrations/tiktok-accounts.ts';
import { createMetrics } from '../../metrics.ts';
import { type Answer, type Api, apiOf } from '../../testing/api.ts';
import {
  auditedActions,
  changeStored,
  connectCreator,
  journal,
  publishedEvents,
  refreshes,
  type Stack,
  startStack,
  storedAccount,
  tellSandbox,
} from '../../testing/stack.ts';
import { encryptionKeys, type TestApp, testPlatformApp } from '../../testing/start-app.ts';
import { openAccessToken, openRefreshToken } from './account-tokens.ts';
import { createAccountRefresher } from './refresh-account.ts';

const minuteMs = 60_000;

describe('access tokens', () => {
  let stack: Stack;
  let second: TestApp;
  let cipher: Cipher;

  beforeAll(async () => {
    stack = await startStack();
    second = await stack.startInstance();
    const provider = keyRingProvider(parseKeyRing(encryptionKeys));
    ({ cipher } = await openVault({ db: stack.database.db, table: dataKeys, provider }));
  });
  afterAll(() => stack?.close());

  /** An account in a workspace of its own. */
  const connected = async (creator = 'demobaker') => {
    const workspace = await stack.newWorkspace();
    const accountId = await connectCreator(workspace, { creator });
    const vendAt = (api: Api) => api.post(`/api/accounts/${accountId}/access-token`);
    return { ...workspace, accountId, vendAt, vend: () => vendAt(workspace.api) };
  };
  const expireIn = (accountId: string, ms: number) =>
    changeStored(stack, accountId, { accessTokenExpiresAt: new Date(Date.now() + ms) });

  test('a token is given away with its scopes, and only after the audit log says so', async () => {
    const { accountId, vend } = await connected();
    const { status, headers, body } = await vend();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const account = await storedAccount(stack, accountId);
    expect(body).toEqual({
      accessToken: openAccessToken(cipher, account),
      expiresAt: account.accessTokenExpiresAt?.toISOString(),
      openId: account.openId,
      grantedScopes: account.grantedScopes,
    });
    expect(await auditedActions(stack, accountId)).toEqual(['account.connected', 'access_token.vended']);
    expect(stack.app.logged()).not.toContain(body.accessToken);
  });

  test('tokens are encrypted in the table, and those of one row do not open in another', async () => {
    const { accountId, api, vend } = await connected();
    const mine = await storedAccount(stack, accountId);
    const yours = await storedAccount(stack, await connectCreator({ api }, { creator: 'demogarden' }));
    const { body } = await vend();
    expect(JSON.stringify(mine)).not.toContain(body.accessToken);
    expect(mine.accessTokenEncrypted).toMatch(/^v1\.[0-9a-f]{32}\./);
    expect(mine.refreshTokenEncrypted).toMatch(/^v1\.[0-9a-f]{32}\./);

    const refused = expect.objectContaining({ code: 'ciphertext_refused' });
    expect(() => openAccessToken(cipher, { ...mine, id: yours.id })).toThrow(refused);
    expect(() =>
      openAccessToken(cipher, { ...mine, accessTokenEncrypted: mine.refreshTokenEncrypted }),
    ).toThrow(refused);
  });

  test('twenty callers of two processes with an expired token cause one refresh and get the same new token', async () => {
    const { accountId, api, client, vendAt } = await connected();
    const apis = [api, await apiOf(second.url, client)];
    await expireIn(accountId, -minuteMs);
    const before = await refreshes(stack);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'latency', ms: 300 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => apis.map(vendAt)).flat());
    expect(answers).toHaveLength(20);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => body.accessToken)).size).toBe(1);
    expect(await refreshes(stack)).toBe(before + 1);
    expect(await storedAccount(stack, accountId)).toMatchObject({ tokenVersion: 2, leaseId: null });
    expect(await publishedEvents(stack, accountId)).toEqual(['account.connected', 'account.refreshed']);
  });

  test('a token that ends within minutes is refreshed first; one with hours left is not', async () => {
    const { accountId, vend } = await connected();
    const before = await refreshes(stack);
    await vend();
    expect(await refreshes(stack)).toBe(before);
    await expireIn(accountId, 5 * minuteMs);
    const { body } = await vend();
    expect(await refreshes(stack)).toBe(before + 1);
    expect(Date.parse(body.expiresAt)).toBeGreaterThan(Date.now() + 60 * minuteMs);
  });

  test('a rotated refresh token replaces the old one, so that the next refresh works too', async () => {
    const { accountId, api } = await connected();
    const old = openRefreshToken(cipher, await storedAccount(stack, accountId));
    const answer = await api.post(`/api/accounts/${accountId}/refresh`);
    expect(answer.body).toMatchObject({ accountId, status: 'active', version: 2 });
    const rotated = openRefreshToken(cipher, await storedAccount(stack, accountId));
    expect(rotated).not.toBe(old);
    expect((await api.post(`/api/accounts/${accountId}/refresh`)).status).toBe(200);
    const sent = (await journal(stack, '/v2/oauth/token/')).at(-1)?.body;
    expect(sent?.refresh_token).toBe(rotated);
  });

  test.each([
    ['a 503', { kind: 'status', status: 503 }],
    ['a reset connection', { kind: 'reset' }],
  ])(
    '%s during a refresh leaves the account active, says try again, and the next call succeeds',
    async (_, fault) => {
      const { accountId, vend } = await connected();
      await expireIn(accountId, -minuteMs);
      await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', ...fault });
      const failed = await vend();
      expect(failed.status).toBe(503);
      expect(failed.body.error).toMatchObject({ code: 'platform_unavailable', retryable: true });
      expect(await storedAccount(stack, accountId)).toMatchObject({
        status: 'active',
        leaseId: null,
        tokenVersion: 1,
      });
      expect((await vend()).status).toBe(200);
      expect(await auditedActions(stack, accountId)).toEqual([
        'account.connected',
        'account.refresh_failed',
        'account.refreshed',
        'access_token.vended',
      ]);
    },
  );

  test('a token that is still good for minutes is given away while TikTok cannot refresh it', async () => {
    const { accountId, vend } = await connected();
    await expireIn(accountId, 5 * minuteMs);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'status', status: 503 });
    expect((await vend()).status).toBe(200);
    expect(await storedAccount(stack, accountId)).toMatchObject({ tokenVersion: 1, leaseId: null });
  });

  test('only a refused refresh token means that the creator has to connect again, and connecting again helps', async () => {
    const { accountId, api, vend } = await connected('demochef');
    const account = await storedAccount(stack, accountId);
    await expireIn(accountId, -minuteMs);
    await tellSandbox(stack, 'grants/revoke', { openId: account.openId, reason: 1 });
    await changeStored(stack, accountId, {
      status: 'active',
      refreshTokenEncrypted: account.refreshTokenEncrypted,
    });
    const refused = await vend();
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      code: 'reauth_required',
      retryable: false,
      details: { platformCode: 'invalid_grant', logId: expect.any(String) },
    });
    expect(await storedAccount(stack, accountId)).toMatchObject({ status: 'reauth_required', leaseId: null });
    expect((await vend()).body.error.code).toBe('reauth_required');

    expect(await connectCreator({ api }, { creator: 'demochef' })).toBe(accountId);
    expect((await vend()).status).toBe(200);
    expect(await publishedEvents(stack, accountId)).toEqual([
      'account.connected',
      'account.reauth_required',
      'account.connected',
    ]);
  });

  test('a process that died while refreshing holds nobody up for longer than its lease', async () => {
    const { accountId, api, vend } = await connected();
    const deadProcess = '01990000-0000-7000-8000-00000000dead';
    await expireIn(accountId, -minuteMs);
    await changeStored(stack, accountId, {
      leaseId: deadProcess,
      leaseExpiresAt: new Date(Date.now() + minuteMs),
    });
    expect((await api.get(`/api/accounts/${accountId}`)).body.status).toBe('refreshing');
    const waiting = vend();
    await changeStored(stack, accountId, { leaseExpiresAt: new Date(Date.now() - 1) });
    expect((await waiting).status).toBe(200);
    expect(await storedAccount(stack, accountId)).toMatchObject({ tokenVersion: 2, leaseId: null });
  });

  test('a connection made while an old token is refreshed is not overwritten by it', async () => {
    const { accountId, api, vend } = await connected();
    await expireIn(accountId, -minuteMs);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'latency', ms: 700 });
    const refreshing = vend();
    await waitFor('the lease', async () => (await storedAccount(stack, accountId)).leaseId);
    await connectCreator({ api });
    const reconnected = await storedAccount(stack, accountId);
    expect((await refreshing).body.accessToken).toBe(openAccessToken(cipher, reconnected));
    expect(await storedAccount(stack, accountId)).toMatchObject({
      tokenVersion: 2,
      accessTokenEncrypted: reconnected.accessTokenEncrypted,
      leaseId: null,
    });
  });

  test('an account whose creator has to connect again gives nothing away, however long its token lasts', async () => {
    const { accountId, vend } = await connected();
    await changeStored(stack, accountId, { status: 'reauth_required' });
    expect((await vend()).body.error.code).toBe('reauth_required');
    expect(await auditedActions(stack, accountId)).toEqual(['account.connected']);
  });

  test('callers who waited for a refresh that failed are told so, and do not ask TikTok one after the other', async () => {
    const { accountId, vend } = await connected();
    await expireIn(accountId, -minuteMs);
    const failingProcess = () =>
      changeStored(stack, accountId, {
        leaseId: randomUUID(),
        leaseExpiresAt: new Date(Date.now() + minuteMs),
      });
    await failingProcess();
    const before = await refreshes(stack);
    let answers: Answer[] | undefined;
    const waiting = Promise.all([vend(), vend(), vend()]).then((all) => {
      answers = all;
    });
    await waitFor('the answers', async () => {
      await failingProcess();
      return answers;
    });
    await waiting;
    expect(answers?.map(({ body }) => body.error.code)).toEqual(Array(3).fill('platform_unavailable'));
    expect(await refreshes(stack)).toBe(before);
  });

  test('a caller who saw a token that was refreshed since causes no further refresh', async () => {
    const { accountId, api, client } = await connected();
    const platform = createTikTokAccounts(
      { directory: { ofTokens: async () => testPlatformApp }, displayQuota: { takeForApp: async () => {} } },
      { apiBaseUrl: stack.sandbox.url },
    );
    const refreshAccount = createAccountRefresher({
      db: stack.database.db,
      cipher,
      platform,
      metrics: createMetrics(new Registry()),
      logger: createLogger({ service: 'auth-gateway', level: 'silent' }),
      clock: () => new Date(),
    });
    await api.post(`/api/accounts/${accountId}/refresh`);
    const before = await refreshes(stack);
    const key = { workspaceId: client.workspaceId, accountId };
    const account = await refreshAccount(key, { actor: 'test', correlationId: 'test' }, 1);
    expect(account.tokenVersion).toBe(2);
    expect(await refreshes(stack)).toBe(before);
  });

  test('an account that is unknown or of another workspace is not found', async () => {
    const { accountId, api, vendAt } = await connected();
    const stranger = await stack.newWorkspace();
    const unknown = '01990000-0000-7000-8000-000000000000';
    const answers = await Promise.all([
      api.post(`/api/accounts/${unknown}/access-token`),
      vendAt(stranger.api),
      stranger.api.post(`/api/accounts/${accountId}/refresh`),
      stranger.api.get(`/api/accounts/${accountId}`),
      stranger.api.post('/api/platforms/tiktok/disconnect', { accountId }),
    ]);
    for (const { status, body } of answers)
      expect([status, body.error.code]).toEqual([404, 'account_not_found']);
    expect((await stranger.api.get('/api/accounts')).body.items).toEqual([]);
    expect(await auditedActions(stack, accountId)).not.toContain('access_token.vended');
  });

  test('accounts come in pages that lose none', async () => {
    const { api } = await connected();
    await connectCreator({ api }, { creator: 'demogarden' });
    await connectCreator({ api }, { creator: 'demochef' });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await api.get(`/api/accounts?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map((item: { accountId: string }) => item.accountId));
      cursor = body.nextCursor;
    }
    const { body } = await api.get('/api/accounts');
    expect(seen).toEqual(body.items.map((item: { accountId: string }) => item.accountId));
    expect(seen).toHaveLength(3);
  });

  test('refresh failures are counted, and the backlog is measured', async () => {
    const { accountId, vend } = await connected();
    await expireIn(accountId, -minuteMs);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'reset' });
    await vend();
    const { body } = await stack.api.get('/metrics');
    expect(body).toContain('token_refresh_failures_total{platform="tiktok",reason="platform_unavailable"}');
    expect(body).toContain('oauth_flow_total{platform="tiktok",outcome="connected"}');
    expect(body).toMatch(/^outbox_lag_seconds \d/m);
    expect(body).toMatch(/^consumer_pending\{consumer="auth-gateway-webhooks"\} 0$/m);
  });
});
