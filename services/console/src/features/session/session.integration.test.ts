import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type StandInService, startStandInService } from '../../testing/stand-in-service.ts';
import {
  createVisitor,
  localSignInKey,
  type RunningConsole,
  startConsole,
} from '../../testing/start-console.ts';

describe('a session', () => {
  let service: StandInService;
  let console: RunningConsole;
  let visitor: ReturnType<typeof createVisitor>;

  beforeAll(async () => {
    service = await startStandInService();
    console = await startConsole({ url: service.url, env: { RATE_LIMIT_PER_MINUTE: '10000' } });
  });
  afterAll(async () => {
    await console?.close();
    await service?.close();
  });
  beforeEach(() => {
    visitor = createVisitor(console);
  });

  test('is a cookie that scripts cannot read, other sites do not send and nobody else can open', async () => {
    const { status, headers, body } = await visitor.signIn();
    expect(status).toBe(200);
    expect(body).toMatchObject({ clientId: 'client', scopes: ['posts:read', 'posts:write'] });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^postbus-4000=.*; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(Buffer.from(decodeURIComponent(cookie), 'base64').toString()).not.toContain('secret');
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('travels only over https where the console is public', async () => {
    const open = await startConsole({
      url: service.url,
      env: {
        PUBLIC_URL: 'https://console.test',
        LOCAL_SIGN_IN_KEY: '',
        LOCAL_CLIENT_ID: '',
        LOCAL_CLIENT_SECRET: '',
      },
    });
    const { headers } = await createVisitor(open).signIn();
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-postbus=.*; HttpOnly; Secure; SameSite=Lax$/);
    await open.close();
  });

  test('is read by every replica with the same key, by one with an older key too, and by no other', async () => {
    await visitor.signIn();
    const readBy = async (keys: string) => {
      const replica = await startConsole({ url: service.url, env: { SESSION_KEYS: keys } });
      const answer = await fetch(`${replica.url}/api/session`, { headers: { cookie: visitor.cookie() } });
      await replica.close();
      return ((await answer.json()) as { clientId: string | null }).clientId;
    };
    expect(await readBy('ab'.repeat(32))).toBe('client');
    expect(await readBy(`${'cd'.repeat(32)},${'ab'.repeat(32)}`)).toBe('client');
    expect(await readBy('cd'.repeat(32))).toBeNull();
  });

  test('does not begin with a wrong secret, and says so in words', async () => {
    const { status, body } = await visitor.signIn('another');
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ code: 'credentials_refused', retryable: false });
    expect(body.error.userMessage).toContain('Check both');
    expect((await visitor.json('/api/session')).body.clientId).toBeNull();
  });

  test('does not begin without the CSRF token, nor with that of another visitor', async () => {
    const body = JSON.stringify({ clientId: 'client', clientSecret: 'the secret' });
    const other = createVisitor(console);
    const { csrfToken } = (await other.json('/api/session')).body;
    await visitor.json('/api/session');
    for (const token of ['', csrfToken]) {
      const answer = await visitor.json('/api/session', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-csrf-token': token },
      });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'csrf_refused' } } });
    }
  });

  test('begins by the local link, and not by another key', async () => {
    await visitor.json('/api/session');
    expect(await visitor.post('/api/session/local', { key: 'x' })).toMatchObject({ status: 403 });
    const { status, body } = await visitor.post('/api/session/local', { key: localSignInKey });
    expect({ status, clientId: body.clientId }).toEqual({ status: 200, clientId: 'client' });
  });

  test('ends when the person signs out', async () => {
    await visitor.signIn();
    expect((await visitor.json('/api/session', { method: 'DELETE' })).status).toBe(204);
    expect((await visitor.json('/api/session')).body.clientId).toBeNull();
    expect((await visitor.json('/api/uploader/api/echo')).status).toBe(401);
  });

  test('ends when the client is no more, at the latest when its token has ended', async () => {
    await visitor.signIn();
    service.know(false);
    expect((await visitor.json('/api/uploader/api/echo')).status).toBe(200);
    console.advance(1000);
    const { status, body } = await visitor.json('/api/uploader/api/echo');
    service.know(true);
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: 'not_signed_in' });
    expect((await visitor.json('/api/session')).body.clientId).toBeNull();
  });
});
