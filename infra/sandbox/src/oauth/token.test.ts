import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

let tiktok: Harness;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(() => tiktok.control('reset', {}));

const code = async (query: Record<string, string> = {}) =>
  (await tiktok.consent({ query })).query.get('code') ?? '';
const refresh = (refreshToken: string, fields: Record<string, string> = {}) =>
  tiktok.form('/v2/oauth/token/', {
    ...tiktok.credentials,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...fields,
  });
const info = (token: string) =>
  tiktok.call('/v2/user/info/?fields=open_id', { headers: { authorization: `Bearer ${token}` } });
const advance = (advanceSeconds: number) => tiktok.control('clock', { advanceSeconds });

describe('a code', () => {
  test('is exchanged for a flat answer with every documented field and no other', async () => {
    const { json } = await tiktok.exchange(await code());
    expect(json).toEqual({
      access_token: expect.stringMatching(/^act\..+!\d{4}$/),
      expires_in: 86_400,
      open_id: expect.stringMatching(/^-000[\w-]{32}$/),
      refresh_expires_in: 31_536_000,
      refresh_token: expect.stringMatching(/^rft\..+!\d{4}$/),
      scope: tiktok.app.scopes.join(','),
      token_type: 'Bearer',
    });
  });

  test('works once', async () => {
    const value = await code();
    await tiktok.exchange(value);
    const { status, json } = await tiktok.exchange(value);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      error: 'invalid_grant',
      error_description: 'Authorization code is expired.',
      log_id: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
    });
  });

  test('dies after ten minutes', async () => {
    const value = await code();
    await advance(600);
    expect((await tiktok.exchange(value)).json.error).toBe('invalid_grant');
  });

  test('is worth nothing to another app', async () => {
    await tiktok.control('apps', { clientKey: 'awother', clientSecret: 'other' });
    const other = { client_key: 'awother', client_secret: 'other' };
    expect((await tiktok.exchange(await code(), other)).json.error).toBe('invalid_grant');
  });

  test('must come with the redirect URI of its request', async () => {
    const { json } = await tiktok.exchange(await code(), { redirect_uri: 'http://127.0.0.1:4001/other' });
    expect(json).toMatchObject({
      error: 'invalid_request',
      error_description: 'Redirect_uri is not matched with the uri when requesting code.',
    });
  });
});

describe('PKCE', () => {
  const verifier = 'Tk7-demoVerifier_0123456789.abcdefghijkLMNOPqrst~Z';
  const hex = 'ced5871e870d2b1b52e23820b09281f7402207e85383014d202f6c1654bd8c81';

  test('takes the hex form of the challenge', async () => {
    const value = await code({ code_challenge: hex, code_challenge_method: 'S256' });
    expect((await tiktok.exchange(value, { code_verifier: verifier })).json.access_token).toBeTruthy();
  });

  test('with a base64url challenge fails at the token call only', async () => {
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const value = await code({ code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await tiktok.exchange(value, { code_verifier: verifier })).json).toMatchObject({
      error: 'invalid_request',
      error_description: 'Code verifier or code challenge is invalid.',
    });
  });

  test('needs the verifier once a challenge was sent', async () => {
    const value = await code({ code_challenge: hex, code_challenge_method: 'S256' });
    expect((await tiktok.exchange(value)).json.error).toBe('invalid_request');
  });

  test('ignores a verifier without a challenge', async () => {
    expect((await tiktok.exchange(await code(), { code_verifier: 'x' })).json.access_token).toBeTruthy();
  });
});

describe('a refresh', () => {
  test('rotates the refresh token: the old one is dead, the old access token lives on', async () => {
    const first = await tiktok.signIn();
    const second = (await refresh(first.refreshToken)).json;
    expect(second.open_id).toBe(first.openId);
    expect(second.refresh_token).not.toBe(first.refreshToken);
    expect((await refresh(first.refreshToken)).json).toMatchObject({
      error: 'invalid_grant',
      error_description: 'Refresh token is invalid or expired.',
    });
    expect((await info(first.accessToken)).status).toBe(200);
    expect((await info(second.access_token)).status).toBe(200);
  });

  test('does not begin the 365 days anew', async () => {
    const first = await tiktok.signIn();
    await advance(100 * 86_400);
    const second = (await refresh(first.refreshToken)).json;
    expect(second.refresh_expires_in).toBeLessThanOrEqual(265 * 86_400);
    await advance(265 * 86_400);
    expect((await refresh(second.refresh_token)).json.error).toBe('invalid_grant');
  });

  test('keeps the old token for a grace period, or for good, where a switch says so', async () => {
    await tiktok.control('settings', { refreshTokenGraceSeconds: 60 });
    const first = await tiktok.signIn();
    const second = (await refresh(first.refreshToken)).json;
    expect((await refresh(first.refreshToken)).json.access_token).toBeTruthy();
    await advance(60);
    expect((await refresh(first.refreshToken)).json.error).toBe('invalid_grant');
    await tiktok.control('settings', { refreshTokenRotation: false });
    expect((await refresh(second.refresh_token)).json.refresh_token).toBe(second.refresh_token);
  });

  test('is refused to another app', async () => {
    const { refreshToken } = await tiktok.signIn();
    await tiktok.control('apps', { clientKey: 'awother', clientSecret: 'other' });
    const other = { client_key: 'awother', client_secret: 'other' };
    expect((await refresh(refreshToken, other)).json.error).toBe('invalid_grant');
  });
});

describe('an access token', () => {
  test('lives 24 hours', async () => {
    const { accessToken } = await tiktok.signIn();
    await advance(86_399);
    expect((await info(accessToken)).status).toBe(200);
    await advance(1);
    const late = await info(accessToken);
    expect(late.status).toBe(401);
    expect(late.json.error.code).toBe('access_token_invalid');
  });

  test('can be expired by a test, and then refreshed', async () => {
    const { accessToken, refreshToken, openId } = await tiktok.signIn();
    expect((await tiktok.control('tokens/expire', { openId })).json).toEqual({ expired: 1 });
    expect((await info(accessToken)).status).toBe(401);
    const { json } = await refresh(refreshToken);
    expect((await info(json.access_token)).status).toBe(200);
  });

  test('of the app alone opens no user endpoint', async () => {
    const { json } = await tiktok.form('/v2/oauth/token/', {
      ...tiktok.credentials,
      grant_type: 'client_credentials',
    });
    expect(json).toEqual({
      access_token: expect.stringMatching(/^clt\./),
      expires_in: 7200,
      token_type: 'Bearer',
    });
    expect((await info(json.access_token)).json.error.code).toBe('access_token_invalid');
  });
});

describe('a wrong token request', () => {
  const wrong: [string, Record<string, string>, string, string][] = [
    ['a wrong secret', { client_secret: 'no' }, 'invalid_client', 'Client key or secret is incorrect.'],
    ['an unknown key', { client_key: 'no' }, 'invalid_client', 'Client key or secret is incorrect.'],
    ['no secret', { client_secret: '' }, 'invalid_request', 'Client secret is missed in request.'],
    ['no key', { client_key: '' }, 'invalid_request', 'The request parameters are malformed.'],
    ['no code', { code: '' }, 'invalid_request', 'The request parameters are malformed.'],
    [
      'another grant type',
      { grant_type: 'password' },
      'unsupported_grant_type',
      'The grant type is not supported.',
    ],
  ];
  test.each(wrong)(
    'with %s is refused with HTTP 200 and a flat error',
    async (_what, fields, error, text) => {
      const answer = await tiktok.exchange('x', fields);
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ error, error_description: text });
      expect(Object.keys(answer.json)).toEqual(['error', 'error_description', 'log_id']);
    },
  );

  test('as JSON is malformed', async () => {
    const { json } = await tiktok.post('/v2/oauth/token/', 'x', {
      ...tiktok.credentials,
      code: await code(),
    });
    expect(json).toMatchObject({
      error: 'invalid_request',
      error_description: 'The request parameters are malformed.',
    });
  });

  test('has HTTP 400 or 401 where the switch says so', async () => {
    await tiktok.control('settings', { oauthErrorStatus: '400/401' });
    expect((await tiktok.exchange('x')).status).toBe(400);
    expect((await tiktok.exchange('x', { client_secret: 'no' })).status).toBe(401);
  });
});

describe('a revocation', () => {
  const revoke = (token: string) => tiktok.form('/v2/oauth/revoke/', { ...tiktok.credentials, token });

  test('by access token ends the whole grant', async () => {
    const { accessToken, refreshToken } = await tiktok.signIn();
    const answer = await revoke(accessToken);
    expect([answer.status, answer.json]).toEqual([200, {}]);
    expect((await info(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).json.error).toBe('invalid_grant');
  });

  test('may answer with an empty body, as a switch', async () => {
    await tiktok.control('settings', { revokeBody: 'empty' });
    const answer = await revoke((await tiktok.signIn()).accessToken);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  test('does not take a refresh token', async () => {
    const { accessToken, refreshToken } = await tiktok.signIn();
    expect((await revoke(refreshToken)).json.error).toBe('invalid_grant');
    expect((await info(accessToken)).status).toBe(200);
  });

  test('leaves other creators of the app alone', async () => {
    const [one, other] = [await tiktok.signIn('demobaker'), await tiktok.signIn('demochef')];
    await revoke(one.accessToken);
    expect((await info(other.accessToken)).status).toBe(200);
  });
});
