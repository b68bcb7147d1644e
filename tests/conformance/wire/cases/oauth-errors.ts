import { expect } from 'vitest';
import { send } from '../answer.ts';
import { expectOAuthError } from '../expect.ts';
import { authorizeUrl, exchange, newCode, oauth } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const token = '/v2/oauth/token/';

const refusal = async (url: string) =>
  new URL((await send(url)).headers.get('location') ?? 'nowhere:').searchParams.get('error');

export const cases: readonly WireCase[] = [
  {
    covers: 'oauth-errors',
    oauthError: 'invalid_client',
    title: 'a wrong secret and an unknown key are invalid_client',
    async run(tiktok) {
      const text = 'Client key or secret is incorrect.';
      const code = await newCode(tiktok);
      expectOAuthError(await exchange(tiktok, code, { client_secret: 'wrong' }), 'invalid_client', text);
      expectOAuthError(await exchange(tiktok, code, { client_key: 'awnobody' }), 'invalid_client', text);
    },
  },
  {
    covers: 'oauth-errors',
    row: 4,
    oauthError: 'invalid_request',
    title: 'a request without secret, without code or with client_id for client_key is invalid_request',
    async run(tiktok) {
      const code = await newCode(tiktok);
      const secret = await exchange(tiktok, code, { client_secret: undefined });
      expectOAuthError(secret, 'invalid_request', 'Client secret is missed in request.');
      expectOAuthError(await exchange(tiktok, code, { code: undefined }), 'invalid_request');
      const asId = { client_key: undefined, client_id: tiktok.clientKey };
      expectOAuthError(await exchange(tiktok, code, asId), 'invalid_request');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'unsupported_grant_type',
    title: 'a grant type that does not exist is unsupported_grant_type',
    async run(tiktok) {
      expectOAuthError(await oauth(tiktok, token, { grant_type: 'password' }), 'unsupported_grant_type');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'unsupported_response_type',
    title: 'a response type other than code comes back as unsupported_response_type',
    async run(tiktok) {
      const url = authorizeUrl(tiktok, { response_type: 'token' });
      expect(await refusal(url)).toBe('unsupported_response_type');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'invalid_scope',
    title: 'no scope at all comes back as invalid_scope',
    async run(tiktok) {
      expect(await refusal(authorizeUrl(tiktok, { scope: '' }))).toBe('invalid_scope');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'invalid_grant',
    title: 'a code and a refresh token that nobody issued are invalid_grant',
    async run(tiktok) {
      expectOAuthError(await exchange(tiktok, 'never issued'), 'invalid_grant');
      const fields = { grant_type: 'refresh_token', refresh_token: 'rft.never' };
      expectOAuthError(await oauth(tiktok, token, fields), 'invalid_grant');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'server_error',
    title: 'an outage is answered flat, with server_error',
    async run(tiktok) {
      await tiktok.control.fault({ path: token, kind: 'status', status: 500 });
      const answer = await oauth(tiktok, token, { grant_type: 'client_credentials' });
      expect(answer.status).toBe(500);
      expectOAuthError(answer, 'server_error');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'temporarily_unavailable',
    title: 'maintenance is answered flat, with temporarily_unavailable',
    async run(tiktok) {
      const code = 'temporarily_unavailable';
      await tiktok.control.fault({ path: token, kind: 'status', status: 503, code });
      const answer = await oauth(tiktok, token, { grant_type: 'client_credentials' });
      expect(answer.status).toBe(503);
      expectOAuthError(answer, 'temporarily_unavailable');
    },
  },
  {
    covers: 'oauth-errors',
    row: 9,
    title: 'the HTTP status of an OAuth error may be 200, 400 or 401: the body is the same',
    async run(tiktok) {
      const wrongSecret = () =>
        oauth(tiktok, token, { grant_type: 'client_credentials', client_secret: 'wrong' });
      const quiet = await wrongSecret();
      expect(quiet.status).toBe(200);
      await tiktok.control.settings({ oauthErrorStatus: '400/401' });
      const loud = await wrongSecret();
      expect([400, 401]).toContain(loud.status);
      expectOAuthError(quiet, 'invalid_client');
      expectOAuthError(loud, 'invalid_client');
    },
  },
];
