import { describe, expect, test } from 'vitest';
import { createTikTokClient } from '../client.ts';
import { clientKey } from '../testing/client.ts';

const client = createTikTokClient({ clientKey });
const request = {
  redirectUri: 'https://app.example.com/tiktok/callback/',
  scopes: ['user.info.basic', 'video.publish'],
  state: 'k3Jq9d',
};

describe('the authorize URL', () => {
  test('has the documented form', () => {
    expect(client.buildAuthorizeUrl({ ...request, disableAutoAuth: true })).toBe(
      'https://www.tiktok.com/v2/auth/authorize/?client_key=awdemo0000000001&scope=user.info.basic%2Cvideo.publish&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Ftiktok%2Fcallback%2F&state=k3Jq9d&disable_auto_auth=1',
    );
  });

  test('names PKCE and its method when there is a challenge, and neither when there is none', () => {
    const codeChallenge = 'ced5871e870d2b1b52e23820b09281f7402207e85383014d202f6c1654bd8c81';
    const query = new URL(client.buildAuthorizeUrl({ ...request, codeChallenge })).searchParams;
    expect(query.get('code_challenge')).toBe(codeChallenge);
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(client.buildAuthorizeUrl(request)).not.toContain('code_challenge');
  });

  test('starts at the base URL that is configured, with or without a final slash', () => {
    const other = createTikTokClient({ clientKey, authBaseUrl: 'http://127.0.0.1:4010/' });
    expect(other.buildAuthorizeUrl(request)).toMatch(/^http:\/\/127\.0\.0\.1:4010\/v2\/auth\/authorize\/\?/);
  });

  test.each([
    ['scopes', { scopes: [] }],
    ['state', { state: '' }],
    ['redirectUri', { redirectUri: '/callback' }],
    // The form of RFC 7636, which TikTok refuses only at the token call.
    ['codeChallenge', { codeChallenge: 'ztWHHocNKxtS4jggsJKB90AiB-hTgwFNIC9sFlS9jIE' }],
  ])('is refused with a wrong %s', (field, change) => {
    expect(() => client.buildAuthorizeUrl({ ...request, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_field', field }),
    );
  });

  test('needs a client key', () => {
    expect(() => createTikTokClient().buildAuthorizeUrl(request)).toThrow('clientKey is not configured');
  });
});
