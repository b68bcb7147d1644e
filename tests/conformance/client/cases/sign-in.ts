import { createCodeVerifier, hexCodeChallenge, parseAuthorizeCallback } from '@postbus/tiktok';
import { expect } from 'vitest';
import { type ClientCase, errorOf, refusal } from '../client-case.ts';

const scopes = ['user.info.basic', 'video.publish'];

export const cases: ClientCase[] = [
  {
    covers: 'authorize',
    row: 4,
    title: 'the authorize URL leads to the consent page, which asks for what was asked',
    async run({ client, redirectUri }) {
      const page = await fetch(client.buildAuthorizeUrl({ redirectUri, scopes, state: 's' }));
      const text = await page.text();
      expect(page.status).toBe(200);
      for (const scope of scopes) expect(text).toContain(scope);
    },
  },
  {
    covers: 'pkce',
    row: 5,
    title: 'the challenge and its verifier are a token, another verifier is refused',
    async run({ client, redirectUri, consent }) {
      const codeVerifier = createCodeVerifier();
      const codeChallenge = hexCodeChallenge(codeVerifier);
      const url = client.buildAuthorizeUrl({ redirectUri, scopes, state: 's', codeChallenge });
      const code = async () => new URL(await consent(url, { scopes })).searchParams.get('code') ?? '';
      const wrong = { code: await code(), redirectUri, codeVerifier: createCodeVerifier() };
      expect(await errorOf(client.exchangeCode(wrong))).toEqual(refusal('invalid_request', 200, 'final'));
      const grant = await client.exchangeCode({ code: await code(), redirectUri, codeVerifier });
      expect(grant.accessToken).toMatch(/^act\./);
    },
  },
  {
    covers: 'redirect',
    row: 6,
    title: 'the redirect back gives a code ready for use and what was granted, not what was asked',
    async run({ client, redirectUri, consent }) {
      const url = client.buildAuthorizeUrl({ redirectUri, scopes, state: 'k3Jq9d' });
      const back = await consent(url, { scopes: ['user.info.basic'] });
      const callback = parseAuthorizeCallback(back, { state: 'k3Jq9d' });
      if (callback.outcome !== 'granted') throw new Error('refused');
      expect(callback.grantedScopes).toEqual(['user.info.basic']);
      const grant = await client.exchangeCode({ code: callback.code, redirectUri });
      expect(grant.grantedScopes).toEqual(['user.info.basic']);
    },
  },
  {
    covers: 'redirect',
    oauthError: 'access_denied',
    disposition: 'refused, with the words of TikTok',
    title: 'a creator who denies is a refusal, not an error',
    async run({ client, redirectUri, consent }) {
      const url = client.buildAuthorizeUrl({ redirectUri, scopes, state: 's' });
      const callback = parseAuthorizeCallback(await consent(url, { decision: 'deny' }), { state: 's' });
      expect(callback).toMatchObject({ outcome: 'refused', error: 'access_denied' });
    },
  },
  {
    covers: 'redirect-uris',
    title: 'a redirect URI that is not registered never comes back',
    async run({ client, consent }) {
      const url = client.buildAuthorizeUrl({ redirectUri: 'https://elsewhere.example/', scopes, state: 's' });
      await expect(consent(url)).rejects.toThrow('400');
    },
  },
  {
    covers: 'token-by-code',
    row: 2,
    title: 'a code is a grant with its open id, its scopes and its lifetimes',
    async run({ signIn }) {
      expect(await signIn('demobaker', scopes)).toEqual({
        accessToken: expect.stringMatching(/^act\./),
        refreshToken: expect.stringMatching(/^rft\./),
        expiresInSeconds: 86_400,
        refreshExpiresInSeconds: 31_536_000,
        openId: expect.any(String),
        grantedScopes: scopes,
      });
    },
  },
  {
    covers: 'token-by-code',
    row: 7,
    oauthError: 'invalid_grant',
    disposition: 'reauth',
    title: 'a code that was used asks for a new sign-in',
    async run({ client, redirectUri, consent }) {
      const url = client.buildAuthorizeUrl({ redirectUri, scopes, state: 's' });
      const code = new URL(await consent(url)).searchParams.get('code') ?? '';
      await client.exchangeCode({ code, redirectUri });
      const again = client.exchangeCode({ code, redirectUri });
      expect(await errorOf(again)).toEqual(refusal('invalid_grant', 200, 'reauth'));
    },
  },
  {
    covers: 'token-refresh',
    row: 8,
    title: 'a refresh gives new tokens, and the old refresh token is dead',
    async run({ client, signIn }) {
      const grant = await signIn();
      const next = await client.refreshToken(grant.refreshToken);
      expect(next.accessToken).not.toBe(grant.accessToken);
      expect(next.refreshToken).not.toBe(grant.refreshToken);
      expect(await errorOf(client.refreshToken(grant.refreshToken))).toEqual(
        refusal('invalid_grant', 200, 'reauth'),
      );
      await client.refreshToken(next.refreshToken);
    },
  },
  {
    covers: 'token-refresh',
    title: 'a refresh token that TikTok does not rotate stays the one to keep',
    async run({ client, signIn, control }) {
      await control.settings({ refreshTokenRotation: false });
      const grant = await signIn();
      expect((await client.refreshToken(grant.refreshToken)).refreshToken).toBe(grant.refreshToken);
    },
  },
  {
    covers: 'revoke',
    title: 'a revoked grant opens nothing any more, whatever the body of the answer',
    async run({ client, signIn, control }) {
      for (const revokeBody of ['object', 'empty']) {
        await control.settings({ revokeBody });
        const { accessToken, refreshToken } = await signIn();
        await client.revokeToken(accessToken);
        const info = client.userInfo(accessToken, ['openId']);
        expect(await errorOf(info)).toEqual(refusal('access_token_invalid', 401, 'reauth'));
        expect((await errorOf(client.refreshToken(refreshToken))).code).toBe('invalid_grant');
      }
    },
  },
  {
    covers: 'client-token',
    title: 'the token of the app lives two hours and opens no user endpoint',
    async run({ client }) {
      const { accessToken, expiresInSeconds } = await client.clientToken();
      expect(expiresInSeconds).toBe(7200);
      const info = client.userInfo(accessToken, ['openId']);
      expect((await errorOf(info)).code).toBe('access_token_invalid');
    },
  },
  {
    covers: 'qr-sign-in',
    title: 'a QR code goes from new to confirmed, and its code is a token',
    async run({ client, control }) {
      const signIn = { scopes, state: 's', clientTicket: 'ticket-1' };
      const { scanQrcodeUrl, token } = await client.startQrSignIn(signIn);
      const check = () => client.checkQrSignIn({ token, clientTicket: 'ticket-1' });
      expect((await check()).status).toBe('new');
      expect((await fetch(scanQrcodeUrl)).status).toBe(200);
      expect((await check()).status).toBe('scanned');
      await control.confirmQrCode(token, { creator: 'demobaker' });
      const { status, code, grantedScopes, state, redirectUri } = await check();
      expect({ status, grantedScopes, state }).toEqual({
        status: 'confirmed',
        grantedScopes: scopes,
        state: 's',
      });
      const grant = await client.exchangeCode({ code: code ?? '', redirectUri: redirectUri ?? '' });
      expect(grant.grantedScopes).toEqual(scopes);
      expect((await check()).status).toBe('utilised');
    },
  },
  {
    covers: 'qr-sign-in',
    title: 'a confirmation for another ticket is not taken for ours',
    async run({ client, control }) {
      const begun = await client.startQrSignIn({ scopes, state: 's', clientTicket: 'ticket-1' });
      await fetch(begun.scanQrcodeUrl);
      await control.confirmQrCode(begun.token, { creator: 'demobaker' });
      const check = client.checkQrSignIn({ token: begun.token, clientTicket: 'ticket-2' });
      expect((await errorOf(check)).code).toBe('ticket_mismatch');
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'invalid_client',
    disposition: 'final',
    title: 'a wrong secret is an operator’s matter, never a reason to drop an account',
    async run({ clientOf, clientKey, signIn }) {
      const { refreshToken } = await signIn();
      const stranger = clientOf({ clientKey, clientSecret: 'wrong' });
      expect(await errorOf(stranger.refreshToken(refreshToken))).toEqual(
        refusal('invalid_client', 200, 'final'),
      );
    },
  },
  {
    covers: 'oauth-errors',
    oauthError: 'server_error',
    disposition: 'retryNow; what happened is unknown',
    title: 'a fault of TikTok in a refresh is worth another try and may have taken effect',
    async run({ client, signIn, control }) {
      const { refreshToken } = await signIn();
      await control.fault({ path: '/v2/oauth/token/', kind: 'status', status: 503 });
      expect(await errorOf(client.refreshToken(refreshToken))).toMatchObject({
        disposition: 'retryNow',
        outcomeUnknown: true,
      });
      await client.refreshToken(refreshToken);
    },
  },
  {
    covers: 'oauth-errors',
    row: 9,
    title: 'a refusal is the same whether it comes with 200 or with 400',
    async run({ client, control }) {
      for (const oauthErrorStatus of ['200', '400/401']) {
        await control.settings({ oauthErrorStatus });
        const error = await errorOf(client.refreshToken('rft.unknown'));
        expect(error).toMatchObject({ code: 'invalid_grant', disposition: 'reauth' });
      }
    },
  },
];
