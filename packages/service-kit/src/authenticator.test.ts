import { generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuthenticator } from './authenticator.ts';
import { otherWorkspaceId, startTestKeys, workspaceId } from './testing/test-tokens.ts';

let keys: Awaited<ReturnType<typeof startTestKeys>>;
beforeEach(async () => {
  keys = await startTestKeys();
});
afterEach(() => keys.close());
const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('authenticator', () => {
  test('tells client, workspace and scopes of a good token', async () => {
    const authorization = await keys.bearer({ scope: 'posts:read posts:write' });
    expect(await createAuthenticator(keys).authenticate({ authorization })).toEqual({
      clientId: 'client-1',
      workspaceId,
      scopes: new Set(['posts:read', 'posts:write']),
    });
  });

  test.each([
    ['that has expired', { exp: secondsFromNow(-60) }],
    ['for another audience', { aud: 'other' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['without a workspace', { workspace: undefined }],
    ['without scopes', { scope: undefined }],
    ['without a client', { sub: undefined }],
    ['that never expires', { exp: undefined }],
  ])('refuses a token %s', async (_what, claims) => {
    const authorization = await keys.bearer(claims);
    await expect(createAuthenticator(keys).authenticate({ authorization })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  test('refuses a token that another key signed under the same key id', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const authorization = await keys.bearer({}, {}, privateKey);
    await expect(createAuthenticator(keys).authenticate({ authorization })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  test('refuses every algorithm but EdDSA, even when a key for it is published', async () => {
    const header = { alg: 'ES256', kid: 'other-algorithm' };
    const authorization = await keys.bearer({}, header, keys.es256Key);
    await expect(createAuthenticator(keys).authenticate({ authorization })).rejects.toMatchObject({
      statusCode: 401,
    });
    const [, payload] = (await keys.bearer()).split('.');
    const unsigned = `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    await expect(createAuthenticator(keys).authenticate({ authorization: unsigned })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  test.each([undefined, '', 'Bearer', 'Bearer a b', 'Bearer not.a.jwt', 'Basic YTpi', 'token'])(
    'refuses the header %j',
    async (authorization) => {
      await expect(createAuthenticator(keys).authenticate({ authorization })).rejects.toMatchObject({
        statusCode: 401,
      });
    },
  );

  test('fetches the keys once for many requests that arrive together and later', async () => {
    const authenticator = createAuthenticator(keys);
    const authorization = await keys.bearer();
    await Promise.all(Array.from({ length: 20 }, () => authenticator.authenticate({ authorization })));
    await authenticator.authenticate({ authorization });
    expect(keys.fetches()).toBe(1);
  });

  test('does not ask for the keys again for each token with a made-up key id', async () => {
    const authenticator = createAuthenticator(keys);
    for (const kid of ['a', 'b', 'c']) {
      const authorization = await keys.bearer({}, { kid });
      await expect(authenticator.authenticate({ authorization })).rejects.toMatchObject({ statusCode: 401 });
    }
    expect(keys.fetches()).toBe(1);
  });

  test('keys that cannot be fetched are an outage (503), not a wrong token', async () => {
    const authorization = await keys.bearer();
    const nowhere = createAuthenticator({ issuer: keys.issuer, jwksUrl: 'http://127.0.0.1:1/jwks.json' });
    await expect(nowhere.authenticate({ authorization })).rejects.toMatchObject({
      statusCode: 503,
      retry: 'later',
    });
    keys.break();
    await expect(createAuthenticator(keys).authenticate({ authorization })).rejects.toMatchObject({
      statusCode: 503,
    });
  });

  test('keys that were fetched keep working while auth-gateway is away', async () => {
    const authenticator = createAuthenticator(keys);
    const authorization = await keys.bearer();
    await authenticator.authenticate({ authorization });
    keys.break();
    await expect(authenticator.authenticate({ authorization })).resolves.toMatchObject({ workspaceId });
  });
});

describe('workspace of a request', () => {
  test('a service-to-service client acts for the workspace that it names', async () => {
    const authorization = await keys.bearer({ workspace: '*' });
    const caller = await createAuthenticator(keys).authenticate({
      authorization,
      workspace: otherWorkspaceId,
    });
    expect(caller.workspaceId).toBe(otherWorkspaceId);
  });

  test.each([undefined, '', '*', 'mine', `${otherWorkspaceId} `])(
    'a service-to-service client that names %j is refused with workspace_required',
    async (workspace) => {
      const authorization = await keys.bearer({ workspace: '*' });
      await expect(
        createAuthenticator(keys).authenticate({ authorization, workspace }),
      ).rejects.toMatchObject({
        statusCode: 400,
        code: 'workspace_required',
      });
    },
  );

  test('any other client cannot reach another workspace by naming it', async () => {
    const authorization = await keys.bearer();
    const caller = await createAuthenticator(keys).authenticate({
      authorization,
      workspace: otherWorkspaceId,
    });
    expect(caller.workspaceId).toBe(workspaceId);
  });
});
