import { clientScopes } from '@postbus/contracts';
import { auditLog, signingKeys } from '@postbus/db/auth-gateway';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, requestToken } from '../../testing/api.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';
import { type CreatedClient, createClient } from '../clients/create-client.ts';

describe('tokens for internal apps', () => {
  let database: TestDatabase;
  let app: TestApp;
  let client: CreatedClient;

  beforeAll(async () => {
    database = await createTestDatabase('auth-gateway');
    app = await startApp({ databaseUrl: database.url });
    client = await createClient(database.db, {
      workspaceName: 'Bakery',
      name: 'planner',
      scopes: ['accounts:read', 'tokens:read'],
      returnUrls: [],
      service: false,
    });
  });
  afterAll(async () => {
    await app?.close();
    await database?.close();
  });

  const form = () => ({ client_id: client.clientId, client_secret: client.clientSecret });
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });
  const verify = async (token: string) => {
    const { body } = await call(`${app.url}/.well-known/jwks.json`);
    return jwtVerify(token, createLocalJWKSet(body), {
      issuer: 'http://auth-gateway.test',
      audience: 'postbus',
      algorithms: ['EdDSA'],
    });
  };

  test('a client that proves itself gets a token of 15 minutes that the published keys verify', async () => {
    const { status, headers, body } = await requestToken(app.url, form());
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'accounts:read tokens:read' });
    const { payload } = await verify(body.access_token);
    expect(payload).toMatchObject({
      sub: client.clientId,
      workspace: client.workspaceId,
      scope: 'accounts:read tokens:read',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
  });

  test('HTTP Basic is as good as the form', async () => {
    const { status } = await requestToken(app.url, {}, basic(client.clientId, client.clientSecret));
    expect(status).toBe(200);
  });

  test('a client may ask for fewer scopes than it has', async () => {
    const { body } = await requestToken(app.url, { ...form(), scope: 'tokens:read' });
    expect(body.scope).toBe('tokens:read');
  });

  test('a service-to-service client belongs to every workspace', async () => {
    const service = await createClient(database.db, {
      name: 'uploader',
      scopes: ['tokens:read'],
      returnUrls: [],
      service: true,
    });
    const { body } = await requestToken(app.url, {
      client_id: service.clientId,
      client_secret: service.clientSecret,
    });
    expect((await verify(body.access_token)).payload.workspace).toBe('*');
  });

  test.each<[string, Record<string, string>, Record<string, string>, number, string]>([
    ['a wrong secret', { client_secret: 'wrong' }, {}, 401, 'invalid_client'],
    ['an unknown client', { client_id: '01990000-0000-7000-8000-000000000000' }, {}, 401, 'invalid_client'],
    ['a client id that is no id', { client_id: "'; drop table" }, {}, 401, 'invalid_client'],
    ['no secret', { client_secret: '' }, {}, 401, 'invalid_client'],
    ['a scope that it does not have', { scope: 'admin' }, {}, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
    ['no grant', { grant_type: '' }, {}, 400, 'invalid_request'],
    ['two ways to prove itself', {}, basic('a', 'b'), 400, 'invalid_request'],
  ])('%s is refused in the words of RFC 6749', async (_, changed, headers, status, error) => {
    const answer = await requestToken(app.url, { ...form(), ...changed }, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error, error_description: expect.any(String) });
    expect(answer.headers.get('www-authenticate')).toBe(
      status === 401 ? 'Basic realm="postbus", charset="UTF-8"' : null,
    );
  });

  test('JSON instead of a form is refused in the same words', async () => {
    const answer = await call(`${app.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  test('a repeated parameter is refused, an unknown one ignored', async () => {
    const body = new URLSearchParams({ ...form(), grant_type: 'client_credentials', audience: 'x' });
    const unknown = await call(`${app.url}/oauth/token`, { method: 'POST', body });
    expect(unknown.status).toBe(200);
    body.append('scope', 'tokens:read');
    body.append('scope', 'accounts:read');
    const repeated = await call(`${app.url}/oauth/token`, { method: 'POST', body });
    expect([repeated.status, repeated.body.error]).toEqual([400, 'invalid_request']);
  });

  test('the metadata says where tokens and keys are', async () => {
    const { body } = await call(`${app.url}/.well-known/oauth-authorization-server`);
    expect(body).toMatchObject({
      issuer: 'http://auth-gateway.test',
      token_endpoint: `${app.url}/oauth/token`,
      jwks_uri: `${app.url}/.well-known/jwks.json`,
      grant_types_supported: ['client_credentials'],
      scopes_supported: [...clientScopes],
    });
  });

  test('the private key is published nowhere and encrypted in the table', async () => {
    const { body } = await call(`${app.url}/.well-known/jwks.json`);
    expect(body.keys).toHaveLength(1);
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const [row] = await database.db.select().from(signingKeys);
    expect(row?.privateJwkEncrypted).toMatch(/^v1\.[0-9a-f]{32}\./);
  });

  test('issued and refused tokens are in the audit log, and the log has no secret', async () => {
    await requestToken(app.url, form());
    await requestToken(app.url, { ...form(), client_secret: 'a-wrong-secret-to-look-for' });
    const rows = await database.db
      .select({ action: auditLog.action, actor: auditLog.actor })
      .from(auditLog)
      .where(eq(auditLog.actor, client.clientId));
    expect(rows).toContainEqual({ action: 'client_token.issued', actor: client.clientId });
    expect(rows).toContainEqual({ action: 'client_token.refused', actor: client.clientId });
    expect(app.logged()).not.toContain(client.clientSecret);
    expect(app.logged()).not.toContain('a-wrong-secret-to-look-for');
  });
});
