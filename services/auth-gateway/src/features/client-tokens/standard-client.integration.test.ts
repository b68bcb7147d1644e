import { createTestDatabase, freePort } from '@postbus/testing';
import * as oauth from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/api.ts';
import { startApp } from '../../testing/start-app.ts';
import { createClient } from '../clients/create-client.ts';

/** Nothing local has a certificate. */
const insecure = { [oauth.allowInsecureRequests]: true };

describe('a standard OAuth library', () => {
  test.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ])(
    'gets a token by client credentials from the metadata document alone, with %s',
    async (method, authentication) => {
      const [database, port] = [await createTestDatabase('auth-gateway'), await freePort()];
      const issuer = new URL(`http://127.0.0.1:${port}`);
      const app = await startApp({ databaseUrl: database.url, port, env: { AUTH_ISSUER: issuer.origin } });
      const { clientId, clientSecret } = await createClient(database.db, {
        workspaceName: 'Bakery',
        name: 'planner',
        scopes: ['accounts:read', 'tokens:read'],
        returnUrls: [],
        service: false,
      });

      const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
      const server = await oauth.processDiscoveryResponse(issuer, discovered);
      expect(server.token_endpoint_auth_methods_supported).toContain(method);
      const client = { client_id: clientId };
      const answer = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        authentication(clientSecret),
        new URLSearchParams({ scope: 'accounts:read' }),
        insecure,
      );
      const token = await oauth.processClientCredentialsResponse(server, client, answer);
      expect(token).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'accounts:read' });
      const accounts = await call(`${issuer.origin}/api/accounts`, {
        headers: { authorization: `Bearer ${token.access_token}` },
      });
      expect(accounts.status).toBe(200);

      const wrong = oauth.clientCredentialsGrantRequest(
        server,
        client,
        authentication('wrong'),
        {},
        insecure,
      );
      await expect(
        wrong.then((refused) => oauth.processClientCredentialsResponse(server, client, refused)),
      ).rejects.toThrow();
      await app.close();
      await database.close();
    },
  );
});
