import type { Transport } from '../http/transport.ts';
import type { AppCredentials } from './credentials.ts';
import { callOauth } from './form-call.ts';
import { checkToken } from './token-text.ts';

/**
 * Ends the creator's grant. It takes the **access** token; the app disappears from the creator's list of apps.
 * Source: developers.tiktok.com/doc/oauth-user-access-token-management
 */
export async function revokeToken(
  transport: Transport,
  credentials: AppCredentials,
  accessToken: string,
): Promise<void> {
  checkToken('accessToken', accessToken);
  await callOauth(transport, credentials.apiBaseUrl, {
    path: '/v2/oauth/revoke/',
    form: {
      client_key: credentials.clientKey,
      client_secret: credentials.clientSecret,
      token: accessToken,
    },
  });
}
