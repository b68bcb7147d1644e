import { expect } from 'vitest';
import { send } from '../answer.ts';
import { paths, post, userInfo } from '../api.ts';
import { expectOAuthError, expectOk, expectRefusal } from '../expect.ts';
import { allScopes, exchange, newCode, oauth, rawCode, signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const token = '/v2/oauth/token/';

export const cases: readonly WireCase[] = [
  {
    covers: 'token-by-code',
    row: 2,
    title: 'the token is a flat object: 24 hours, 365 days, Bearer, the granted scopes',
    async run(tiktok) {
      const { status, json } = await exchange(tiktok, await newCode(tiktok));
      expect(status).toBe(200);
      expect(json).toEqual({
        access_token: expect.stringMatching(/^act\./),
        expires_in: 86_400,
        open_id: expect.stringMatching(/^[\w-]{36}$/),
        refresh_expires_in: 31_536_000,
        refresh_token: expect.stringMatching(/^rft\./),
        scope: expect.any(String),
        token_type: 'Bearer',
      });
      expect(String(json.scope).split(',').sort()).toEqual([...allScopes].sort());
    },
  },
  {
    covers: 'token-by-code',
    row: 1,
    oauthError: 'invalid_request',
    title: 'a token exchange sent as JSON is refused, and the same as a form is not',
    async run(tiktok) {
      const code = await newCode(tiktok);
      const fields = {
        client_key: tiktok.clientKey,
        client_secret: tiktok.clientSecret,
        grant_type: 'authorization_code',
        code,
        redirect_uri: tiktok.redirectUri,
      };
      const asJson = await send(`${tiktok.url}${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      });
      expectOAuthError(asJson, 'invalid_request');
      expect((await exchange(tiktok, code)).json.access_token).toMatch(/^act\./);
    },
  },
  {
    covers: 'token-by-code',
    row: 7,
    oauthError: 'invalid_grant',
    title: 'a code works decoded and once: neither encoded nor a second time',
    async run(tiktok) {
      const raw = await rawCode(tiktok);
      const code = decodeURIComponent(raw);
      expect(raw).not.toBe(code);
      expectOAuthError(await exchange(tiktok, raw), 'invalid_grant');
      expect((await exchange(tiktok, code)).json.access_token).toMatch(/^act\./);
      expectOAuthError(await exchange(tiktok, code), 'invalid_grant', 'Authorization code is expired.');
    },
  },
  {
    covers: 'token-by-code',
    oauthError: 'invalid_grant',
    title: 'a code that waited too long has expired',
    async run(tiktok) {
      const code = await newCode(tiktok);
      await tiktok.control.advance(601);
      expectOAuthError(await exchange(tiktok, code), 'invalid_grant', 'Authorization code is expired.');
    },
  },
  {
    covers: 'token-by-code',
    oauthError: 'invalid_grant',
    title: 'a code of one app is worth nothing to another',
    async run(tiktok) {
      const other = { clientKey: 'awother0000000001', clientSecret: 'other_secret' };
      await tiktok.control.app({ ...other, redirectUris: [tiktok.redirectUri] });
      const code = await newCode(tiktok);
      expectOAuthError(await exchange({ ...tiktok, ...other }, code), 'invalid_grant');
    },
  },
  {
    covers: 'token-refresh',
    row: 8,
    oauthError: 'invalid_grant',
    title: 'a refresh gives new tokens of the same shape, and the old refresh token dies',
    async run(tiktok) {
      const first = await signIn(tiktok);
      const refresh = (refresh_token: string) =>
        oauth(tiktok, token, { grant_type: 'refresh_token', refresh_token });
      const second = await refresh(first.refreshToken);
      expect(second.json).toMatchObject({
        expires_in: 86_400,
        open_id: first.openId,
        refresh_expires_in: expect.any(Number),
        scope: first.scope,
        token_type: 'Bearer',
      });
      expect(second.json.refresh_token).not.toBe(first.refreshToken);
      expect(second.json.access_token).not.toBe(first.accessToken);
      expectOAuthError(
        await refresh(first.refreshToken),
        'invalid_grant',
        'Refresh token is invalid or expired.',
      );
      expect((await refresh(String(second.json.refresh_token))).json.access_token).toMatch(/^act\./);
    },
  },
  {
    covers: 'token-refresh',
    title: 'the access token from before a refresh lives on until its 24 hours end',
    async run(tiktok) {
      const { accessToken, refreshToken } = await signIn(tiktok);
      await tiktok.control.advance(3600);
      await oauth(tiktok, token, { grant_type: 'refresh_token', refresh_token: refreshToken });
      expectOk(await userInfo(tiktok, accessToken, 'open_id'));
      await tiktok.control.advance(86_400 - 3600);
      expectRefusal(await userInfo(tiktok, accessToken, 'open_id'), 401, 'access_token_invalid');
    },
  },
  {
    covers: 'token-refresh',
    row: 8,
    title: 'a refresh token lives 365 days, not 60 or 90',
    async run(tiktok) {
      const refresh = (refresh_token: string) =>
        oauth(tiktok, token, { grant_type: 'refresh_token', refresh_token });
      const { refreshToken } = await signIn(tiktok);
      await tiktok.control.advance(364 * 86_400);
      expect((await refresh(refreshToken)).json.access_token).toMatch(/^act\./);
      const late = await signIn(tiktok);
      await tiktok.control.advance(365 * 86_400);
      expectOAuthError(
        await refresh(late.refreshToken),
        'invalid_grant',
        'Refresh token is invalid or expired.',
      );
    },
  },
  {
    covers: 'client-token',
    title: 'the app gets a token of two hours without a user, and cannot call for a user with it',
    async run(tiktok) {
      const { json } = await oauth(tiktok, token, { grant_type: 'client_credentials' });
      expect(json).toEqual({
        access_token: expect.stringMatching(/^clt\./),
        expires_in: 7200,
        token_type: 'Bearer',
      });
      const accessToken = String(json.access_token);
      expect((await userInfo(tiktok, accessToken, 'open_id')).status).toBe(401);
      expect((await post(tiktok, paths.creatorInfo, accessToken)).status).toBe(401);
    },
  },
  {
    covers: 'revoke',
    title: 'revoking by access token ends the grant and tells the webhook that the developer did it',
    async run(tiktok) {
      const { accessToken, refreshToken, openId } = await signIn(tiktok);
      const { status, text } = await oauth(tiktok, '/v2/oauth/revoke/', { token: accessToken });
      expect({ status, text }).toEqual({ status: 200, text: '{}' });
      expectRefusal(await userInfo(tiktok, accessToken, 'open_id'), 401, 'access_token_invalid');
      const refreshed = await oauth(tiktok, token, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      expectOAuthError(refreshed, 'invalid_grant');
      const [removed] = await tiktok.receiver.waitFor('authorization.removed');
      expect(removed).toMatchObject({ userOpenId: openId, content: { reason: 5 } });
    },
  },
  {
    covers: 'revoke',
    title: 'the answer to a revocation may be empty',
    async run(tiktok) {
      await tiktok.control.settings({ revokeBody: 'empty' });
      const { accessToken } = await signIn(tiktok);
      const { status, text } = await oauth(tiktok, '/v2/oauth/revoke/', { token: accessToken });
      expect({ status, text }).toEqual({ status: 200, text: '' });
    },
  },
];
