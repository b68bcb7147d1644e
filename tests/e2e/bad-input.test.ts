import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ErrorBody } from '@postbus/contracts';
import { connectTestCreator, startTestStack, type TestStack } from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import postgres from 'postgres';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const authGatewayFolder = fileURLToPath(new URL('../../services/auth-gateway', import.meta.url));

/** Tables that a refused request must leave as they were. */
const tables = [
  'auth_gateway.oauth_accounts',
  'auth_gateway.outbox',
  'uploader.media',
  'uploader.posts',
  'uploader.publications',
  'uploader.outbox',
  'webhook_ingest.webhook_events',
  'crm_sync.accounts',
  'crm_sync.tiktok_posts',
];

describe('bad input is refused with a code of its own and leaves nothing half written', () => {
  let stack: TestStack;
  let sql: postgres.Sql;
  let token: string;
  let accountId: string;
  let before: Record<string, string>;

  const url = (service: 'auth-gateway' | 'uploader' | 'webhook-ingest' | 'crm-sync', path: string) =>
    `${stack.urls[service]}${path}`;

  const tokenOf = async (clientId: string, clientSecret: string) => {
    const answer = await fetch(url('auth-gateway', '/oauth/token'), {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };

  const rowCounts = async () => {
    const counts = await Promise.all(tables.map((table) => sql.unsafe(`select count(*) from ${table}`)));
    return Object.fromEntries(tables.map((table, index) => [table, counts[index]?.[0]?.count]));
  };

  beforeAll(async () => {
    stack = await startTestStack();
    sql = postgres(stack.databaseUrl, { max: 4 });
    token = await tokenOf(stack.adminClient.clientId, stack.adminClient.clientSecret);
    accountId = await connectTestCreator(stack);
    await waitFor(
      'the account in the CRM',
      async () => (await sql`select from crm_sync.accounts`).length === 1,
    );
  });

  beforeEach(async () => {
    before = await rowCounts();
  });

  afterAll(async () => {
    await sql?.end();
    await stack?.close();
  });

  /** Sends it as the administrator and expects the one shape of errors, with this status and code. */
  async function expectRefusal(address: string, init: RequestInit, status: number, code: string) {
    const answer = await fetch(address, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
    const text = await answer.text();
    expect({ status: answer.status, text }).toMatchObject({ status });
    const body: unknown = JSON.parse(text);
    expect(Value.Check(ErrorBody, body), text).toBe(true);
    expect((body as ErrorBody).error.code).toBe(code);
    expect(text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
    expect(await rowCounts()).toEqual(before);
  }

  const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

  const publication = (changes: object = {}) => ({
    accountId,
    mediaId: randomUUID(),
    source: 'FILE_UPLOAD',
    mode: 'direct',
    postInfo: { title: 'x', privacyLevel: 'PUBLIC_TO_EVERYONE' },
    ...changes,
  });

  test('a file that is not a video', async () => {
    const content = Buffer.from('<!doctype html><title>not a video</title>'.repeat(50));
    const created = await fetch(url('uploader', '/api/media'), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': `${content.length}`,
        'upload-metadata': `filename ${btoa('film.mp4')},filetype ${btoa('video/mp4')}`,
      },
    });
    expect(created.status).toBe(201);
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    };
    const location = new URL(created.headers.get('location') ?? '', url('uploader', '/')).href;
    await expectRefusal(location, { method: 'PATCH', headers, body: content }, 422, 'media_unreadable');
  });

  test('an account that does not exist', async () => {
    const body = publication({ accountId: randomUUID() });
    await expectRefusal(url('uploader', '/api/tiktok/upload'), json(body), 404, 'account_not_found');
    const address = url('auth-gateway', `/api/accounts/${randomUUID()}/access-token`);
    await expectRefusal(address, { method: 'POST' }, 404, 'account_not_found');
  });

  test('a media file that does not exist', async () => {
    await expectRefusal(url('uploader', '/api/tiktok/upload'), json(publication()), 404, 'media_not_found');
  });

  test('a field that nobody knows', async () => {
    const body = publication({ scheduleTime: 1 });
    await expectRefusal(url('uploader', '/api/tiktok/upload'), json(body), 400, 'validation_failed');
  });

  test('a client without the scope', async () => {
    const { stdout } = await run(
      process.execPath,
      [
        'src/commands/create-client.ts',
        '--workspace-name',
        'other',
        '--client-name',
        'reader',
        '--scopes',
        'crm:read',
        '--json',
      ],
      { cwd: authGatewayFolder, env: { ...process.env, DATABASE_URL: stack.databaseUrl } },
    );
    const { clientId, clientSecret } = JSON.parse(stdout);
    const headers = { authorization: `Bearer ${await tokenOf(clientId, clientSecret)}` };
    await expectRefusal(
      url('uploader', '/api/tiktok/upload'),
      json(publication(), headers),
      403,
      'missing_scope',
    );
    // What belongs to another workspace does not exist.
    await expectRefusal(
      url('crm-sync', `/api/crm/accounts/${accountId}`),
      { headers },
      404,
      'account_not_found',
    );
  });

  test('no token, and a forged one', async () => {
    const address = url('crm-sync', '/api/crm/posts');
    await expectRefusal(address, { headers: { authorization: '' } }, 401, 'unauthorized');
    const forged = `${token.slice(0, -8)}AAAAAAAA`;
    await expectRefusal(address, { headers: { authorization: `Bearer ${forged}` } }, 401, 'unauthorized');
  });

  test('a connect session that has expired', async () => {
    const body = { platform: 'tiktok', userId: 'u', returnUrl: 'http://127.0.0.1:4000/' };
    const created = await fetch(url('auth-gateway', '/api/connect-sessions'), {
      ...json(body, { authorization: `Bearer ${token}` }),
    });
    const { connectUrl } = (await created.json()) as { connectUrl: string };
    await sql`update auth_gateway.connect_sessions set expires_at = now() - interval '1 second'`;
    await expectRefusal(connectUrl, {}, 410, 'session_expired');
  });

  test('a webhook with a wrong signature', async () => {
    const body = {
      client_key: 'x',
      event: 'post.publish.complete',
      create_time: 1,
      user_openid: 'o',
      content: '{}',
    };
    const headers = { 'tiktok-signature': `t=${Math.floor(Date.now() / 1000)},s=${'0'.repeat(64)}` };
    const address = url('webhook-ingest', '/api/webhooks/tiktok');
    // Until it has asked auth-gateway for the apps it cannot tell, and says so.
    const send = () => fetch(address, json(body, headers));
    await waitFor('the apps to be known', async () => (await send()).status !== 503);
    await expectRefusal(address, json(body, headers), 401, 'signature_invalid');
  });

  test('a body that is too large', async () => {
    const address = url('webhook-ingest', '/api/webhooks/tiktok');
    await expectRefusal(address, json({ content: 'x'.repeat(300 * 1024) }), 413, 'body_too_large');
    const body = publication({ postInfo: { title: 'x'.repeat(2 * 1024 * 1024) } });
    await expectRefusal(url('uploader', '/api/tiktok/upload'), json(body), 413, 'body_too_large');
  });

  test('malformed JSON', async () => {
    await expectRefusal(url('uploader', '/api/tiktok/upload'), json('{"accountId":'), 400, 'malformed_json');
    await expectRefusal(url('auth-gateway', '/api/connect-sessions'), json('{'), 400, 'malformed_json');
  });

  test('an address that does not exist', async () => {
    await expectRefusal(url('uploader', '/api/nothing'), {}, 404, 'not_found');
  });
});
