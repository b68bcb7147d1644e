import { describe, expect, test } from 'vitest';
import { clientKey, clientOf, clientSecret, errorOf } from '../testing/client.ts';
import { startHttpServer } from '../testing/http-server.ts';

const signIn = { scopes: ['user.info.basic', 'video.list'], state: 's1', clientTicket: 'ticket-1' };
const redirectUri =
  'https://app.example.com/callback/?code=wFPdemo*0%216410&scopes=user.info.basic&state=s1&client_ticket=ticket-1';

const tikTok = async (body: object) => {
  const { url, requests } = await startHttpServer(() => ({ body }));
  return { client: clientOf(url), requests };
};

describe('sign-in by QR code', () => {
  test('begins with the scopes and gives a URL that holds our ticket', async () => {
    const { client, requests } = await tikTok({
      scan_qrcode_url: 'aweme://authorize?client_ticket=tobefilled&token=t1',
      token: 't1',
    });
    await expect(client.startQrSignIn(signIn)).resolves.toEqual({
      scanQrcodeUrl: 'aweme://authorize?client_ticket=ticket-1&token=t1',
      token: 't1',
    });
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/v2/oauth/get_qrcode/' });
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      client_key: clientKey,
      scope: 'user.info.basic,video.list',
      state: 's1',
    });
  });

  test.each(['new', 'scanned', 'expired', 'utilised', 'a_state_of_tomorrow'])(
    'tells that it is %s, without a code',
    async (status) => {
      const { client, requests } = await tikTok({ status });
      await expect(client.checkQrSignIn({ token: 't1', clientTicket: 'ticket-1' })).resolves.toEqual({
        status,
        code: null,
        grantedScopes: [],
        state: null,
        redirectUri: null,
      });
      expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
        client_key: clientKey,
        client_secret: clientSecret,
        token: 't1',
      });
    },
  );

  test.each([
    { status: 'confirmed', client_ticket: 'ticket-1', redirect_uri: redirectUri },
    { status: 'confirmed', redirect_uri: redirectUri },
  ])('gives the code when it is confirmed: %j', async (body) => {
    const { client } = await tikTok(body);
    await expect(client.checkQrSignIn({ token: 't1', clientTicket: 'ticket-1' })).resolves.toEqual({
      status: 'confirmed',
      code: 'wFPdemo*0!6410',
      grantedScopes: ['user.info.basic'],
      state: 's1',
      redirectUri: 'https://app.example.com/callback/',
    });
  });

  test.each<[object, string]>([
    [{ status: 'confirmed', client_ticket: 'other', redirect_uri: redirectUri }, 'ticket_mismatch'],
    [{ status: 'confirmed', client_ticket: 'ticket-1' }, 'unexpected_response'],
    [{ status: 'confirmed', client_ticket: 'ticket-1', redirect_uri: 'https://app/' }, 'unexpected_response'],
    [{}, 'unexpected_response'],
    [{ error: 'invalid_request', error_description: 'No.' }, 'invalid_request'],
  ])('%j is the error %s', async (body, code) => {
    const { client } = await tikTok(body);
    const error = await errorOf(client.checkQrSignIn({ token: 't1', clientTicket: 'ticket-1' }));
    expect(error.code).toBe(code);
    expect(JSON.stringify(error) + error.message).not.toContain('wFPdemo');
  });

  test.each<[object, string]>([
    [{ ...signIn, scopes: [] }, 'scopes'],
    [{ ...signIn, scopes: ['user.info.basic,video.list'] }, 'scopes.0'],
    [{ ...signIn, state: '' }, 'state'],
    [{ ...signIn, clientTicket: 'with space' }, 'clientTicket'],
    [{ ...signIn, clientTicket: 't'.repeat(512) }, 'clientTicket'],
    [{ scopes: ['a'], state: 's' }, 'clientTicket'],
  ])('%j is refused before the wire', async (request, field) => {
    const { client, requests } = await tikTok({});
    const error = await errorOf(client.startQrSignIn(request as typeof signIn));
    expect(error).toMatchObject({ code: 'invalid_field', field });
    expect(requests).toEqual([]);
  });
});
