import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, redirectUri, startHarness } from '../testing/harness.ts';

let tiktok: Harness;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());

const locationOf = (headers: Headers) => new URL(headers.get('location') ?? 'none:');

describe('the authorize page', () => {
  test('offers every creator and every scope that was asked for', async () => {
    const page = await tiktok.call(tiktok.authorizePath({ scope: 'user.info.basic,video.publish' }));
    expect(page.status).toBe(200);
    for (const name of ['demobaker', 'demogarden', 'demochef', 'user.info.basic', 'video.publish']) {
      expect(page.text).toContain(`value="${name}"`);
    }
    expect(page.text).not.toContain('value="video.list"');
  });

  test('returns a code, the state and the granted scopes, which may be fewer than asked for', async () => {
    const { answer, query } = await tiktok.consent({ scopes: ['video.upload'] });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')?.startsWith(`${redirectUri}?code=`)).toBe(true);
    expect(query.get('scopes')).toBe('user.info.basic,video.upload');
    expect(query.get('state')).toBe('k3Jq9d');
    expect(query.get('scope')).toBeNull();
    expect(query.get('code')).toMatch(/\*.*!/);
  });

  test('encodes the code so that it must be decoded once', async () => {
    const { answer } = await tiktok.consent();
    expect(answer.headers.get('location')).toMatch(/code=[\w-]+\*0%21\d{4}&/);
  });

  test('returns access_denied and no code when the creator refuses', async () => {
    const { query } = await tiktok.consent({ decision: 'deny' });
    expect(Object.fromEntries(query)).toEqual({
      error: 'access_denied',
      error_description: 'User denied access',
      state: 'k3Jq9d',
    });
  });

  test('asks again instead of failing when no known creator was chosen', async () => {
    const { answer } = await tiktok.consent({ creator: 'nobody' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Choose an account first.');
  });

  test('never shows what a stranger wrote into the query as markup', async () => {
    await tiktok.control('apps', {
      clientKey: 'awmarkup',
      name: '<script>x</script>',
      redirectUris: [redirectUri],
    });
    const page = await tiktok.call(tiktok.authorizePath({ client_key: 'awmarkup' }));
    expect(page.text).not.toContain('<script>x');
    expect(page.text).toContain('&lt;script&gt;x');
  });
});

describe('a wrong authorize request', () => {
  test.each([
    ['an unknown key', { client_key: 'awnobody' }, 'unauthorized_client', 'client_key'],
    [
      'a scope that the app does not have',
      { scope: 'user.info.basic,research.data.basic' },
      'unauthorized_client',
      'client_key',
    ],
    [
      'scopes separated by spaces',
      { scope: 'user.info.basic video.publish' },
      'unauthorized_client',
      'client_key',
    ],
    ['no scope', { scope: '' }, 'invalid_scope', 'scope'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type', 'response_type'],
    [
      'an unknown challenge method',
      { code_challenge: 'x', code_challenge_method: 'plain' },
      'invalid_request',
      'code_challenge_method',
    ],
  ])('with %s is sent back with the label that TikTok uses', async (_what, query, error, errorType) => {
    const answer = await tiktok.call(tiktok.authorizePath(query));
    expect(answer.status).toBe(302);
    const { searchParams } = locationOf(answer.headers);
    expect(searchParams.get('error')).toBe(error);
    expect(searchParams.get('error_type')).toBe(errorType);
    expect(searchParams.get('state')).toBe('k3Jq9d');
  });

  test.each([
    'http://127.0.0.1:4001/callback/',
    'http://127.0.0.1:4001/callback?x=1',
    'https://evil.example/callback',
    '',
  ])('with the redirect URI %j ends on a page of TikTok and is never redirected', async (uri) => {
    const answer = await tiktok.call(tiktok.authorizePath({ redirect_uri: uri }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.text).toContain("We couldn't log in with TikTok");
    expect(answer.text).toContain('redirect_uri');
  });

  test('without state is refused', async () => {
    const answer = await tiktok.call(tiktok.authorizePath({ state: '' }));
    expect(locationOf(answer.headers).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('an app', () => {
  test('in a sandbox lets only its target users in', async () => {
    const clientKey = 'sbawsandboxed';
    await tiktok.control('apps', {
      clientKey,
      sandbox: true,
      targetUsers: ['demochef'],
      redirectUris: [redirectUri],
    });
    const outsider = await tiktok.consent({ creator: 'demobaker', query: { client_key: clientKey } });
    expect(outsider.query.get('error')).toBe('access_denied');
    expect(outsider.query.get('error_type')).toBe('non_sandbox_target');
    const target = await tiktok.consent({ creator: 'demochef', query: { client_key: clientKey } });
    expect(target.query.get('code')).toBeTruthy();
  });

  test('that is not live is refused as if its key were wrong', async () => {
    await tiktok.control('apps', { clientKey: 'awdraft', live: false, redirectUris: [redirectUri] });
    const answer = await tiktok.call(tiktok.authorizePath({ client_key: 'awdraft' }));
    expect(locationOf(answer.headers).searchParams.get('error_type')).toBe('client_key');
  });

  test('for the desktop may use any port under a wildcard, and must send a challenge', async () => {
    const app = {
      clientKey: 'awdesktop',
      platform: 'desktop',
      redirectUris: ['http://localhost:*/callback/'],
    };
    await tiktok.control('apps', app);
    const query = { client_key: 'awdesktop', redirect_uri: 'http://localhost:51234/callback/' };
    const without = await tiktok.call(tiktok.authorizePath(query));
    expect(locationOf(without.headers).searchParams.get('error_type')).toBe('code_challenge');
    const challenged = { ...query, code_challenge: 'ab'.repeat(32), code_challenge_method: 'S256' };
    expect((await tiktok.call(tiktok.authorizePath(challenged))).status).toBe(200);
    const elsewhere = { ...challenged, redirect_uri: 'http://localhost:51234/other/' };
    expect((await tiktok.call(tiktok.authorizePath(elsewhere))).status).toBe(400);
  });

  test.each([
    ['web', 'http://app.example.com/callback', 'must be https'],
    ['web', 'https://app.example.com/callback?x=1', 'must have no query'],
    ['web', 'https://app.example.com/callback#x', 'must have no query'],
    ['web', '/callback', 'must be an absolute URL'],
    ['web', `https://app.example.com/${'x'.repeat(500)}`, 'must be shorter than 512'],
    ['desktop', 'http://app.example.com:80/callback', 'must be on localhost'],
    ['desktop', 'http://localhost/callback', 'must name a port'],
  ])('for the %s may not register %s', async (platform, uri, problem) => {
    const answer = await tiktok.control('apps', { clientKey: 'awuris', platform, redirectUris: [uri] });
    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toContain(problem);
  });
});

test('with disable_auto_auth=0 a creator who has consented in this browser is not asked again', async () => {
  const first = await tiktok.consent({ creator: 'demochef' });
  await tiktok.exchange(first.query.get('code') ?? '');
  const cookie = first.answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const again = (disable: string) =>
    tiktok.call(tiktok.authorizePath({ disable_auto_auth: disable }), { headers: { cookie } });
  expect((await again('1')).status).toBe(200);
  const skipped = await again('0');
  expect(skipped.status).toBe(302);
  expect(locationOf(skipped.headers).searchParams.get('code')).toBeTruthy();
});
