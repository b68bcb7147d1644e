import { expect, test } from 'vitest';
import { clientKey, clientOf, clientSecret, errorOf } from '../testing/client.ts';
import { startHttpServer } from '../testing/http-server.ts';

test('a token of the app is asked for with its credentials alone', async () => {
  const body = { access_token: 'clt.demoCCCC3333', expires_in: 7200, token_type: 'Bearer' };
  const { url, requests } = await startHttpServer(() => ({ body }));
  await expect(clientOf(url).clientToken()).resolves.toEqual({
    accessToken: 'clt.demoCCCC3333',
    expiresInSeconds: 7200,
  });
  expect(requests[0]).toMatchObject({ method: 'POST', url: '/v2/oauth/token/' });
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    client_key: clientKey,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
  });
});

test('a refusal in a 200 and an answer without a token are errors', async () => {
  const answers = [{ error: 'invalid_client', error_description: 'Client key or secret is incorrect.' }, {}];
  const { url } = await startHttpServer(() => ({ body: answers.shift() ?? {} }));
  expect(await errorOf(clientOf(url).clientToken())).toMatchObject({ code: 'invalid_client' });
  expect(await errorOf(clientOf(url).clientToken())).toMatchObject({ code: 'unexpected_response' });
});
