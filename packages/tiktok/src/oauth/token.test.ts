import { describe, expect, test } from 'vitest';
import { clientKey, clientOf, clientSecret, errorOf } from '../testing/client.ts';
import { type Answer, startHttpServer } from '../testing/http-server.ts';

const tokens = {
  access_token: 'act.demoAAAA1111!5259',
  expires_in: 86400,
  open_id: '-000DemoOpenId_1',
  refresh_expires_in: 31536000,
  refresh_token: 'rft.demoBBBB2222!5294',
  scope: 'user.info.basic,video.publish',
  token_type: 'Bearer',
};
const exchange = { code: 'wFPdemo*0!6410', redirectUri: 'https://app.example.com/tiktok/callback/' };

async function tikTok(answer: Answer) {
  const server = await startHttpServer(() => answer);
  return { ...server, client: clientOf(server.url) };
}

describe('exchanging a code', () => {
  test('sends the documented form and reads the flat answer', async () => {
    const { client, requests } = await tikTok({ body: tokens });
    await expect(client.exchangeCode({ ...exchange, codeVerifier: 'v'.repeat(43) })).resolves.toEqual({
      accessToken: 'act.demoAAAA1111!5259',
      expiresInSeconds: 86400,
      openId: '-000DemoOpenId_1',
      refreshToken: 'rft.demoBBBB2222!5294',
      refreshExpiresInSeconds: 31536000,
      grantedScopes: ['user.info.basic', 'video.publish'],
    });
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', url: '/v2/oauth/token/' });
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      client_key: clientKey,
      client_secret: clientSecret,
      code: 'wFPdemo*0!6410',
      grant_type: 'authorization_code',
      redirect_uri: exchange.redirectUri,
      code_verifier: 'v'.repeat(43),
    });
  });

  test('sends no verifier when there was no challenge', async () => {
    const { client, requests } = await tikTok({ body: tokens });
    await client.exchangeCode(exchange);
    expect(requests[0]?.body).not.toContain('code_verifier');
  });

  test.each([200, 400, 401])('an error in the body is an error, with status %i', async (status) => {
    const { client } = await tikTok({
      status,
      body: {
        error: 'invalid_grant',
        error_description: 'Authorization code is expired.',
        log_id: '202610090815220A1B2C3D4E5F60718293',
      },
    });
    expect(await errorOf(client.exchangeCode(exchange))).toMatchObject({
      code: 'invalid_grant',
      message: 'Authorization code is expired.',
      logId: '202610090815220A1B2C3D4E5F60718293',
      httpStatus: status,
      disposition: 'reauth',
      outcomeUnknown: false,
      endpoint: '/v2/oauth/token/',
    });
  });

  test.each(['access_token', 'refresh_token', 'open_id'])(
    'an answer without %s is an error',
    async (name) => {
      const { client } = await tikTok({ body: { ...tokens, [name]: '' } });
      expect(await errorOf(client.exchangeCode(exchange))).toMatchObject({
        code: 'unexpected_response',
        outcomeUnknown: true,
      });
    },
  );

  test('a page of a gateway is an error that says what came', async () => {
    const { client } = await tikTok({ status: 404, body: 'Unsupported path(Janus)' });
    expect(await errorOf(client.exchangeCode(exchange))).toMatchObject({
      code: 'unexpected_response',
      httpStatus: 404,
      disposition: 'final',
    });
  });
});

describe('refreshing a token', () => {
  test('sends the documented form and gives the rotated refresh token', async () => {
    const { client, requests } = await tikTok({ body: { ...tokens, refresh_token: 'rft.rotated' } });
    const refreshed = await client.refreshToken('rft.old!1');
    expect(refreshed.refreshToken).toBe('rft.rotated');
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      client_key: clientKey,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: 'rft.old!1',
    });
  });

  test.each([undefined, '', null])(
    'a refresh token that is missing keeps the old one: %j',
    async (missing) => {
      const { client } = await tikTok({ body: { ...tokens, refresh_token: missing } });
      expect((await client.refreshToken('rft.old')).refreshToken).toBe('rft.old');
    },
  );

  test('a rotated refresh token is never thrown away because a lesser field is missing', async () => {
    const { client } = await tikTok({ body: { access_token: 'act.new', refresh_token: 'rft.rotated' } });
    await expect(client.refreshToken('rft.old')).resolves.toEqual({
      accessToken: 'act.new',
      expiresInSeconds: 86400,
      refreshToken: 'rft.rotated',
      refreshExpiresInSeconds: null,
      openId: null,
      grantedScopes: null,
    });
  });

  test.each([
    { status: 500, body: 'oops' },
    { status: 200, body: { error: 'server_error' } },
    { status: 200, body: { error: 'temporarily_unavailable' } },
    { status: 200, body: '<html>' },
    { status: 401, body: '<html>' },
    {
      status: 200,
      body: { error: 'invalid_client', error_description: 'Client key or secret is incorrect.' },
    },
  ])('only an explicit refusal of the grant asks for a new one: %j', async (answer) => {
    const { client } = await tikTok(answer);
    expect((await errorOf(client.refreshToken('rft.old'))).disposition).not.toBe('reauth');
  });
});

describe('revoking a token', () => {
  test.each(['{}', ''])('sends the access token and takes %j as done', async (body) => {
    const { client, requests } = await tikTok({ body });
    await client.revokeToken('act.demo!1');
    expect(requests[0]?.url).toBe('/v2/oauth/revoke/');
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      client_key: clientKey,
      client_secret: clientSecret,
      token: 'act.demo!1',
    });
  });

  test('an error in a 200 is an error', async () => {
    const { client } = await tikTok({ body: { error: 'invalid_request', error_description: 'No.' } });
    expect(await errorOf(client.revokeToken('act.demo'))).toMatchObject({ code: 'invalid_request' });
  });
});
