import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from './features/clients/create-client.ts';
import { type Answer, apiOf, call, requestToken } from './testing/api.ts';
import {
  type GeneratedRequest,
  type OpenApi,
  operationsOf,
  requestsFor,
} from './testing/openapi-requests.ts';
import { connectCreator, type Stack, startStack } from './testing/stack.ts';
import { encryptionKeys, clientSecret as platformAppSecret } from './testing/start-app.ts';

/** Each route is asked so often. */
const runs = 60;

describe('whatever a request holds', () => {
  let stack: Stack;
  let ids: string[];
  let tokens: string[];
  let secrets: string[];

  beforeAll(async () => {
    stack = await startStack();
    const [accountId, other] = [await connectCreator(stack), await stack.newWorkspace()];
    const spare = await stack.api.post('/api/clients', { name: 'spare', scopes: ['admin'] });
    ids = [accountId, spare.body.clientId, stack.client.workspaceId, other.client.workspaceId];
    const options = { name: 'operator', scopes: ['admin', 'webhooks:verify'], returnUrls: [], service: true };
    const operator = await createClient(stack.database.db, options);
    const answers = await Promise.all(
      [stack.client, operator].map(({ clientId, clientSecret }) =>
        requestToken(stack.app.url, { client_id: clientId, client_secret: clientSecret }),
      ),
    );
    tokens = answers.map(({ body }) => body.access_token);
    secrets = [
      stack.client.clientSecret,
      operator.clientSecret,
      encryptionKeys.split(':')[1] ?? '',
      ...tokens,
    ];
  });
  afterAll(() => stack?.close());

  const send = (
    { method, url, headers, body }: GeneratedRequest,
    bearer: string | undefined,
  ): Promise<Answer> =>
    call(`${stack.app.url}${url}`, {
      method,
      headers: {
        ...headers,
        ...(bearer && { authorization: `Bearer ${bearer}`, 'postbus-workspace': stack.client.workspaceId }),
      },
      ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
    });

  const assertHarmless = ({ status, body, headers }: Answer, { url }: GeneratedRequest) => {
    const shown = JSON.stringify(body) + JSON.stringify([...headers]);
    expect(status, shown).toBeLessThan(500);
    expect(shown).not.toMatch(/\\n\s+at |\.[jt]s:\d+|node_modules|drizzle/i);
    for (const secret of secrets) expect(shown).not.toContain(secret);
    // The one route that is there to tell it.
    if (!url.startsWith('/api/internal/webhook-secrets')) expect(shown).not.toContain(platformAppSecret);
    if (status >= 400 && typeof body === 'object' && !url.startsWith('/oauth/') && !url.includes('/proxy/')) {
      expect(body.error.code).toMatch(/^[a-z_]+$/);
    }
  };

  test('no route answers with a 5xx, a stack or a secret', async () => {
    const { body }: { body: OpenApi } = await call(`${stack.app.url}/openapi.json`);
    const operations = operationsOf(body);
    expect(operations.length).toBeGreaterThan(25);
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(
          requestsFor(operation, ids),
          fc.constantFrom(...tokens, undefined, 'not-a-token'),
          async (request, bearer) => assertHarmless(await send(request, bearer), request),
        ),
        { numRuns: runs, seed: 20261121 },
      );
    }
    // Nothing of it hurt: the service works as before.
    const api = await apiOf(stack.app.url, stack.client);
    expect((await api.get('/api/accounts')).status).toBe(200);
    expect((await call(`${stack.app.url}/health/ready`)).status).toBe(200);
  });
});
