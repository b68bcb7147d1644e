import { createHash } from 'node:crypto';
import { auditLog, connectSessions } from '@postbus/db/auth-gateway';
import { waitFor } from '@postbus/testing';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, requestToken } from '../../testing/api.ts';
import { createBrowser } from '../../testing/browser.ts';
import {
  connectCreator,
  journal,
  newSession,
  publishedEvents,
  returnUrl,
  type Stack,
  startStack,
  storedAccount,
  tellSandbox,
} from '../../testing/stack.ts';
import { clientSecret } from '../../testing/start-app.ts';

const minuteMs = 60_000;

describe('connecting an account', () => {
  let stack: Stack;
  let laterMs = 0;

  beforeAll(async () => {
    stack = await startStack({ clock: () => new Date(Date.now() + laterMs) });
  });
  beforeEach(() => {
    laterMs = 0;
  });
  afterAll(() => stack?.close());

  const outcomeOf = (url: string) => {
    expect(url.startsWith(`${returnUrl}?`)).toBe(true);
    return Object.fromEntries(new URL(url).searchParams);
  };
  const lastRefusal = async () => {
    const [row] = await stack.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'connect.refused'))
      .orderBy(desc(auditLog.at))
      .limit(1);
    return row?.details;
  };

  test('a creator who allows it is connected, with what was asked for and what was granted', async () => {
    const browser = createBrowser();
    const connectUrl = await newSession(stack.api, { userId: 'user-7' });
    expect(connectUrl.startsWith(`${stack.app.url}/api/auth/tiktok?session=`)).toBe(true);

    const authorizeUrl = await browser.follow(connectUrl);
    const granted = ['user.info.basic', 'user.info.profile', 'video.publish'];
    const callbackUrl = await browser.decide(authorizeUrl, { creator: 'demobaker', scopes: granted });
    const { status, accountId } = outcomeOf(await browser.follow(callbackUrl));
    expect(status).toBe('connected');

    const { body } = await stack.api.get(`/api/accounts/${accountId}`);
    expect(body).toMatchObject({
      accountId,
      platform: 'tiktok',
      userId: 'user-7',
      status: 'active',
      username: 'demobaker',
      grantedScopes: granted,
      version: 1,
    });
    expect(body.requestedScopes).toContain('video.upload');
    expect(await publishedEvents(stack, accountId ?? '')).toEqual(['account.connected']);

    const state = await stack.api.get('/api/platforms/tiktok/status?userId=user-7');
    expect(state.body).toMatchObject({ connected: true, accounts: [{ accountId }] });
    const list = await stack.api.get('/api/accounts?userId=user-7');
    expect(list.body).toMatchObject({ items: [{ accountId }], nextCursor: null });
  });

  test('TikTok is asked as it wants: client_key, commas, hex PKCE, and the verifier only from server to server', async () => {
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(
      await newSession(stack.api, { scopes: ['user.info.basic', 'video.upload'] }),
    );
    const query = new URL(authorizeUrl).searchParams;
    expect(new URL(authorizeUrl).pathname).toBe('/v2/auth/authorize/');
    expect([...query.keys()].sort()).toEqual([
      'client_key',
      'code_challenge',
      'code_challenge_method',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
    expect(query.get('scope')).toBe('user.info.basic,video.upload');
    expect(query.get('code_challenge')).toMatch(/^[0-9a-f]{64}$/);

    await browser.follow(await browser.decide(authorizeUrl));
    const exchange = (await journal(stack, '/v2/oauth/token/')).at(-1)?.body;
    expect(Object.keys(exchange ?? {}).sort()).toEqual([
      'client_key',
      'client_secret',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ]);
    const hash = createHash('sha256')
      .update(exchange?.code_verifier ?? '')
      .digest('hex');
    expect(query.get('code_challenge')).toBe(hash);
  });

  test('only user info that the granted scopes cover is asked for', async () => {
    const accountId = await connectCreator(stack, { creator: 'demogarden', scopes: ['user.info.basic'] });
    const { body } = await stack.api.get(`/api/accounts/${accountId}`);
    expect(body.username).toBeNull();
    expect(body.displayName).toEqual(expect.any(String));
  });

  test('no URL, cookie or log line of ours carries a secret, a token, a code or a verifier', async () => {
    const browser = createBrowser();
    const connectUrl = await newSession(stack.api);
    const authorizeUrl = await browser.follow(connectUrl);
    const cookies = [...browser.cookies.values()];
    const callbackUrl = await browser.decide(authorizeUrl);
    const finalUrl = await browser.follow(callbackUrl);

    const { code = '', code_verifier: verifier = '' } =
      (await journal(stack, '/v2/oauth/token/')).at(-1)?.body ?? {};
    const state = new URL(authorizeUrl).searchParams.get('state') ?? '';
    const session = new URL(connectUrl).searchParams.get('session') ?? '';
    const secrets = [code, verifier, state, session, clientSecret];
    expect(secrets.every((secret) => secret.length > 10)).toBe(true);
    const places = { log: stack.app.logged(), finalUrl, cookies: cookies.join() };
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) expect(text, place).not.toContain(secret);
      expect(text, place).not.toMatch(/\b(act|rft)\./);
    }
    expect(authorizeUrl).not.toContain(verifier);
    expect(authorizeUrl).not.toContain(clientSecret);
    expect(stack.app.logged()).not.toContain(encodeURIComponent(code));
    const rows = JSON.stringify(await stack.database.db.select().from(connectSessions));
    for (const secret of secrets) expect(rows).not.toContain(secret);
  });

  test('a creator who says no goes back with user_denied', async () => {
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(await newSession(stack.api));
    const callbackUrl = await browser.decide(authorizeUrl, { decision: 'deny' });
    expect(outcomeOf(await browser.follow(callbackUrl))).toEqual({ status: 'error', code: 'user_denied' });
    expect(await lastRefusal()).toMatchObject({ code: 'user_denied' });
  });

  test('another refusal of TikTok is not taken for a no of the creator', async () => {
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(await newSession(stack.api));
    const state = new URL(authorizeUrl).searchParams.get('state');
    const callbackUrl = `${stack.app.url}/api/auth/tiktok/callback?error=unauthorized_client&error_type=client_key&state=${state}`;
    expect(outcomeOf(await browser.follow(callbackUrl))).toEqual({
      status: 'error',
      code: 'authorization_refused',
    });
    expect(await lastRefusal()).toMatchObject({
      reason: { platformCode: 'unauthorized_client', platformType: 'client_key' },
    });
  });

  test('a callback is taken in once', async () => {
    const browser = createBrowser();
    const callbackUrl = await browser.decide(await browser.follow(await newSession(stack.api)));
    const exchanges = (await journal(stack, '/v2/oauth/token/')).length;
    const outcomes = await Promise.all(
      [1, 2, 3].map(async () => outcomeOf(await browser.follow(callbackUrl))),
    );
    expect(outcomes.map(({ code }) => code ?? 'connected').sort()).toEqual([
      'callback_replayed',
      'callback_replayed',
      'connected',
    ]);
    expect(await journal(stack, '/v2/oauth/token/')).toHaveLength(exchanges + 1);
  });

  test('a callback with a state that is not ours ends on a page, and is a JSON error for programs', async () => {
    const browser = createBrowser();
    const callbackUrl = `${stack.app.url}/api/auth/tiktok/callback?code=x&state=not-ours`;
    const page = await browser.open(callbackUrl);
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(page.body).toContain('state_mismatch');
    const json = await browser.open(callbackUrl, { headers: { accept: 'application/json' } });
    expect(json.body.error).toMatchObject({ code: 'state_mismatch', correlationId: expect.any(String) });
    const without = await browser.open(`${stack.app.url}/api/auth/tiktok/callback?code=x`, {
      headers: { accept: '*/*' },
    });
    expect(without.body.error.code).toBe('state_mismatch');
  });

  test('a callback in another browser than the one that began connects nothing, and the right one still can', async () => {
    const browser = createBrowser();
    const callbackUrl = await browser.decide(await browser.follow(await newSession(stack.api)));
    expect(outcomeOf(await createBrowser().follow(callbackUrl))).toEqual({
      status: 'error',
      code: 'browser_mismatch',
    });
    expect(outcomeOf(await browser.follow(callbackUrl)).status).toBe('connected');
  });

  test('a callback after 10 minutes is too late', async () => {
    const browser = createBrowser();
    const callbackUrl = await browser.decide(await browser.follow(await newSession(stack.api)));
    laterMs = 10 * minuteMs;
    expect(outcomeOf(await browser.follow(callbackUrl))).toEqual({
      status: 'error',
      code: 'session_expired',
    });
  });

  test('a callback without code and without error is incomplete', async () => {
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(await newSession(stack.api));
    const state = new URL(authorizeUrl).searchParams.get('state');
    const url = await browser.follow(`${stack.app.url}/api/auth/tiktok/callback?state=${state}`);
    expect(outcomeOf(url).code).toBe('callback_incomplete');
  });

  test('a code that TikTok does not know, answered with status 200, is refused', async () => {
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(await newSession(stack.api));
    const state = new URL(authorizeUrl).searchParams.get('state');
    const url = await browser.follow(`${stack.app.url}/api/auth/tiktok/callback?state=${state}&code=made-up`);
    expect(outcomeOf(url).code).toBe('code_refused');
    expect(await lastRefusal()).toMatchObject({ reason: { platformCode: 'invalid_grant' } });
  });

  test.each([
    ['status' as const, { kind: 'status', status: 503 }],
    ['reset' as const, { kind: 'reset' }],
  ])('TikTok in trouble (%s) is said to be unavailable', async (_, fault) => {
    const browser = createBrowser();
    const callbackUrl = await browser.decide(await browser.follow(await newSession(stack.api)));
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', ...fault });
    expect(outcomeOf(await browser.follow(callbackUrl)).code).toBe('platform_unavailable');
  });

  test('a profile that cannot be read does not cost the connection', async () => {
    await tellSandbox(stack, 'faults', { path: '/v2/user/info/', kind: 'status', status: 500 });
    const accountId = await connectCreator(stack, { creator: 'demochef' });
    expect(await storedAccount(stack, accountId)).toMatchObject({ status: 'active', username: null });
  });

  test('a connect URL is good for one browser, which may begin again', async () => {
    const browser = createBrowser();
    const connectUrl = await newSession(stack.api);
    const first = await browser.follow(connectUrl);
    const other = await createBrowser().open(connectUrl, { headers: { accept: 'application/json' } });
    expect([other.status, other.body.error.code]).toEqual([409, 'session_used']);

    const second = await browser.follow(connectUrl);
    const late = await browser.open(await browser.decide(first));
    expect(late.status).toBe(400);
    expect(outcomeOf(await browser.follow(await browser.decide(second))).status).toBe('connected');
    const after = await browser.open(connectUrl, { headers: { accept: 'application/json' } });
    expect(after.body.error.code).toBe('session_used');
  });

  test('a connect URL that is unknown or older than 10 minutes says so', async () => {
    const connectUrl = await newSession(stack.api);
    const program = { headers: { accept: 'application/json' } };
    const unknown = await createBrowser().open(`${stack.app.url}/api/auth/tiktok?session=made-up`, program);
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'session_unknown']);
    laterMs = 10 * minuteMs;
    const expired = await createBrowser().open(connectUrl, program);
    expect([expired.status, expired.body.error.code]).toEqual([410, 'session_expired']);
    const page = await createBrowser().open(connectUrl);
    expect(page.body).toContain('This link has expired.');
  });

  test('a creator who connects again keeps the account and its id', async () => {
    const first = await connectCreator(stack, { creator: 'demochef', userId: 'user-1' });
    const before = await storedAccount(stack, first);
    const second = await connectCreator(stack, { creator: 'demochef', userId: 'user-2' });
    const after = await storedAccount(stack, first);
    expect(second).toBe(first);
    expect(after).toMatchObject({
      userId: 'user-2',
      version: before.version + 1,
      tokenVersion: before.tokenVersion + 1,
    });
    expect(after.accessTokenEncrypted).not.toBe(before.accessTokenEncrypted);
  });

  test('an account that is to be connected again takes no other creator, and the stranger is let go', async () => {
    const accountId = await connectCreator(stack, { creator: 'demochef' });
    const before = await storedAccount(stack, accountId);
    const browser = createBrowser();
    const authorizeUrl = await browser.follow(await newSession(stack.api, { accountId }));
    await call(`${stack.sandbox.url}/_sandbox/journal`, { method: 'DELETE' });
    await tellSandbox(stack, 'creators', { username: 'a.stranger' });
    const callbackUrl = await browser.decide(authorizeUrl, { creator: 'a.stranger' });
    const outcome = outcomeOf(await browser.follow(callbackUrl));
    expect(outcome).toEqual({ status: 'error', code: 'wrong_account' });
    expect(await lastRefusal()).toMatchObject({ code: 'wrong_account' });
    expect(await storedAccount(stack, accountId)).toEqual(before);
    await waitFor(
      'the grant to be ended',
      async () => (await journal(stack, '/v2/oauth/revoke/')).length === 1,
    );

    const again = createBrowser();
    const retried = await again.follow(await newSession(stack.api, { accountId }));
    const { status } = outcomeOf(await again.follow(await again.decide(retried, { creator: 'demochef' })));
    expect(status).toBe('connected');
    expect((await storedAccount(stack, accountId)).tokenVersion).toBe(before.tokenVersion + 1);
  });

  test('without a scope that the app requires nothing is connected, and the app hears which', async () => {
    const workspace = await stack.newWorkspace();
    const browser = createBrowser();
    const session = await newSession(workspace.api, { requiredScopes: ['video.publish', 'video.list'] });
    const scopes = ['user.info.basic', 'video.list'];
    const callbackUrl = await browser.decide(await browser.follow(session), {
      creator: 'demogarden',
      scopes,
    });
    const outcome = outcomeOf(await browser.follow(callbackUrl));
    expect(outcome).toEqual({ status: 'error', code: 'scopes_missing' });
    expect(await lastRefusal()).toMatchObject({ reason: { missing: ['video.publish'] } });
    expect((await workspace.api.get('/api/accounts')).body.items).toEqual([]);
  });

  test("another workspace's account cannot be named to connect again", async () => {
    const accountId = await connectCreator(stack);
    const stranger = await stack.newWorkspace();
    const { status, body } = await stranger.api.post('/api/connect-sessions', {
      platform: 'tiktok',
      userId: 'user-1',
      returnUrl,
      accountId,
    });
    expect([status, body.error.code]).toEqual([404, 'account_not_found']);
  });

  test('the same creator in two workspaces is two accounts', async () => {
    const here = await connectCreator(stack, { creator: 'demobaker' });
    const there = await connectCreator(await stack.newWorkspace(), { creator: 'demobaker' });
    expect(there).not.toBe(here);
  });
});

describe('a connect session', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack?.close());

  const body = { platform: 'tiktok', userId: 'user-1', returnUrl };

  test('is refused where the return URL is not within the allow-list', async () => {
    const answer = await stack.api.post('/api/connect-sessions', {
      ...body,
      returnUrl: 'https://evil.example.com/',
    });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'return_url_not_allowed']);
  });

  test('is answered the same to the same Idempotency-Key, and refused to another request with it', async () => {
    const key = { 'idempotency-key': 'connect-1' };
    const [first, second] = await Promise.all([
      stack.api.post('/api/connect-sessions', body, key),
      stack.api.post('/api/connect-sessions', body, key),
    ]);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const other = await stack.api.post('/api/connect-sessions', { ...body, userId: 'user-2' }, key);
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_conflict']);
    const without = await stack.api.post('/api/connect-sessions', body);
    expect(without.body.connectUrl).not.toBe(first.body.connectUrl);
  });

  test.each([
    ['an unknown platform', { platform: 'myspace' }],
    ['an unknown scope', { scopes: ['video.delete'] }],
    ['no user', { userId: '' }],
    ['an unknown field', { colour: 'red' }],
  ])('is refused with %s', async (_, changed) => {
    const answer = await stack.api.post('/api/connect-sessions', { ...body, ...changed });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'validation_failed']);
  });

  test('needs the scope accounts:connect', async () => {
    const { clientId, clientSecret: secret } = stack.client;
    const { body: token } = await requestToken(stack.app.url, {
      client_id: clientId,
      client_secret: secret,
      scope: 'accounts:read',
    });
    const answer = await call(`${stack.app.url}/api/connect-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'missing_scope']);
  });
});

test('with PKCE switched off TikTok gets neither a challenge nor a verifier', async () => {
  const stack = await startStack({ env: { TIKTOK_PKCE: 'off' } });
  const browser = createBrowser();
  const authorizeUrl = await browser.follow(await newSession(stack.api));
  expect(authorizeUrl).not.toContain('code_challenge');
  const finalUrl = await browser.follow(await browser.decide(authorizeUrl));
  expect(finalUrl).toContain('status=connected');
  expect((await journal(stack, '/v2/oauth/token/')).at(-1)?.body).not.toHaveProperty('code_verifier');
  await stack.close();
});
