import { unexpectedAnswer } from '../http/api-call.ts';
import type { Transport } from '../http/transport.ts';
import { integerOrNull, textOrNull } from '../json.ts';
import type { AppCredentials } from './credentials.ts';
import { callOauth } from './form-call.ts';

const path = '/v2/oauth/token/';
const documentedLifetimeSeconds = 7200;

export interface AppToken {
  accessToken: string;
  expiresInSeconds: number;
}

/**
 * Gets a token of the app itself, valid for two hours: for products without a user, such as the Research API. It calls
 * none of the endpoints of this client.
 * Source: developers.tiktok.com/doc/client-access-token-management
 */
export async function clientToken(transport: Transport, credentials: AppCredentials): Promise<AppToken> {
  const { fields, answer } = await callOauth(transport, credentials.apiBaseUrl, {
    path,
    form: {
      client_key: credentials.clientKey,
      client_secret: credentials.clientSecret,
      grant_type: 'client_credentials',
    },
  });
  const accessToken = textOrNull(fields.access_token);
  if (accessToken === null) throw unexpectedAnswer(path, answer, 'no access_token');
  return { accessToken, expiresInSeconds: integerOrNull(fields.expires_in) ?? documentedLifetimeSeconds };
}
