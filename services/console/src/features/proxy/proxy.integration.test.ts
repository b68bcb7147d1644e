import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandInService, startStandInService } from '../../testing/stand-in-service.ts';
import { createVisitor, type RunningConsole, startConsole } from '../../testing/start-console.ts';

describe('a call that goes on to a service', () => {
  let service: StandInService;
  let console: RunningConsole;
  let visitor: ReturnType<typeof createVisitor>;

  beforeAll(async () => {
    service = await startStandInService();
    console = await startConsole({ url: service.url });
    visitor = createVisitor(console);
    await visitor.signIn();
  });
  afterAll(async () => {
    await console?.close();
    await service?.close();
  });

  test('carries the token and the correlation id, and nothing that is between browser and console', async () => {
    const { body, headers } = await visitor.json('/api/uploader/api/echo?limit=5', {
      headers: { authorization: 'Bearer own', 'postbus-workspace': 'other', 'x-custom': 'kept' },
    });
    expect(body.url).toBe('/api/echo?limit=5');
    expect(body.headers).toMatchObject({
      authorization: `Bearer ${service.issued.at(-1)}`,
      'x-custom': 'kept',
    });
    expect(body.headers['x-correlation-id']).toBe(headers.get('x-correlation-id'));
    for (const name of ['cookie', 'x-csrf-token', 'postbus-workspace'])
      expect(body.headers).not.toHaveProperty(name);
  });

  test('needs a session, and the CSRF token if it changes something', async () => {
    expect((await fetch(`${console.url}/api/uploader/api/echo`)).status).toBe(401);
    const forged = await visitor.json('/api/uploader/api/echo', {
      method: 'POST',
      headers: { 'x-csrf-token': 'x' },
    });
    expect(forged).toMatchObject({ status: 403, body: { error: { code: 'csrf_refused' } } });
    expect(await visitor.post('/api/uploader/api/echo', { a: 1 })).toMatchObject({
      status: 200,
      body: { body: { a: 1 } },
    });
  });

  test.each([
    '/api/uploader/metrics',
    '/api/auth-gateway/oauth/token',
    '/api/uploader/api/%2e%2e/metrics',
    '/api/uploader/api/..%2fmetrics',
    '/api/uploader/api/x%5c..%5cmetrics',
    '/api/unknown/api/echo',
  ])('never leaves the API of a service: %s', async (path) => {
    expect((await visitor.json(path)).status).toBe(404);
  });

  test('streams its body, however large', async () => {
    const piece = Buffer.alloc(1024 * 1024);
    const answer = await visitor.call('/api/uploader/api/upload', {
      method: 'PATCH',
      body: Readable.toWeb(Readable.from(Array(64).fill(piece))) as ReadableStream,
      headers: { 'content-type': 'application/offset+octet-stream' },
      duplex: 'half',
    } as RequestInit);
    expect(await answer.json()).toEqual({ bytes: 64 * 1024 * 1024 });
  });

  test('streams events as they come, and ends with the browser', async () => {
    const browser = new AbortController();
    const answer = await visitor.call('/api/uploader/api/events', { signal: browser.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n');
    browser.abort();
  });

  test('names uploads by the address at which the browser reaches them', async () => {
    const answer = await visitor.call('/api/uploader/api/media', { method: 'POST' });
    expect(answer.headers.get('location')).toBe('/api/uploader/api/media/7');
  });

  test('answers 503 with a next step when the service is away', async () => {
    const { status, body } = await visitor.json('/api/crm-sync/api/echo');
    expect({ status, error: body.error }).toMatchObject({
      status: 503,
      error: {
        code: 'service_unreachable',
        retryable: true,
        userMessage: expect.stringContaining('try again'),
      },
    });
  });

  test('gets another token when the first is about to end, and when a service has refused it', async () => {
    const before = service.issued.length;
    await visitor.json('/api/uploader/api/echo');
    expect(service.issued.length).toBe(before);
    console.advance(845);
    await Promise.all(Array.from({ length: 5 }, () => visitor.json('/api/uploader/api/echo')));
    const renewed = service.issued.length;
    expect(renewed).toBeGreaterThan(before);
    await visitor.json('/api/uploader/api/refuses');
    await visitor.json('/api/uploader/api/echo');
    expect(service.issued.length).toBe(renewed + 1);
  });
});

describe('the services at a glance', () => {
  test('are told with their checks and figures; one that is away is unreachable and the others still there', async () => {
    const service = await startStandInService();
    const console = await startConsole({ url: service.url });
    const visitor = createVisitor(console);
    expect((await visitor.json('/api/system/services')).status).toBe(401);
    await visitor.signIn();
    const { items } = (await visitor.json('/api/system/services')).body;
    await console.close();
    await service.close();
    expect(items[1]).toEqual({
      service: 'uploader',
      status: 'ready',
      checks: { database: 'ok' },
      outboxLagSeconds: 1.5,
      backlog: { 'crm-sync-posts': 3 },
      deadLetters: 3,
    });
    expect(items[3]).toMatchObject({ service: 'crm-sync', status: 'unreachable', outboxLagSeconds: null });
  });
});
