import { Counter } from '@prometheus-io/client';
import { Type } from 'typebox';
import { afterEach, describe, expect, test } from 'vitest';
import { createAuthenticator } from '../authenticator.ts';
import { createTestServer } from '../testing/test-server.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});
async function serverWith(options: Parameters<typeof createTestServer>[0] = {}) {
  const server = await createTestServer(options);
  open.push(server.app);
  return server;
}

describe('health', () => {
  test('the process is alive even while nothing that it needs works', async () => {
    const { app } = await serverWith({ readiness: { database: () => Promise.reject(new Error('away')) } });
    expect((await app.inject('/health/live')).statusCode).toBe(200);
  });

  test('it is ready when every check passes', async () => {
    const { app } = await serverWith({ readiness: { database: async () => 1, bus: async () => undefined } });
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(200);
    expect(answer.json().checks).toEqual({ database: 'ok', bus: 'ok' });
  });

  test('it is not ready (503) when a check fails; the answer says which and never why, the log says why', async () => {
    const { app, log } = await serverWith({
      readiness: {
        database: () => Promise.reject(new Error('host db.internal refused')),
        bus: async () => 1,
      },
    });
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json().checks).toEqual({ database: 'failed', bus: 'ok' });
    expect(answer.body).not.toContain('db.internal');
    expect(log()).toContain('db.internal');
  });

  test('a check that raises at once fails like any other', async () => {
    const { app } = await serverWith({
      readiness: {
        keys: () => {
          throw new Error('no keys');
        },
      },
    });
    expect((await app.inject('/health/ready')).statusCode).toBe(503);
  });

  test('a check that hangs counts as failed after its time limit', async () => {
    const { app } = await serverWith({
      readiness: { database: () => new Promise(() => {}), bus: async () => 1 },
    });
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json().checks).toMatchObject({ bus: 'ok' });
    expect(answer.json().checks.database).not.toBe('ok');
  });
});

describe('correlation id', () => {
  test('a well-formed one is taken over, echoed, and on every log line of the request', async () => {
    const { app, logLines } = await serverWith();
    app.get('/it', async (request) => {
      request.log.info('inside');
      return { correlationId: request.correlationId };
    });
    const answer = await app.inject({ url: '/it', headers: { 'x-correlation-id': 'order-17.a:b' } });
    expect(answer.headers['x-correlation-id']).toBe('order-17.a:b');
    expect(answer.json()).toEqual({ correlationId: 'order-17.a:b' });
    const ofRequest = logLines().filter(({ msg }) => msg === 'inside' || msg === 'request');
    expect(ofRequest.map(({ correlationId }) => correlationId)).toEqual(['order-17.a:b', 'order-17.a:b']);
  });

  test.each(['', 'a b', '<script>', 'x'.repeat(129), 'a\u00e4'])(
    '%j is replaced by a new UUID',
    async (given) => {
      const { app } = await serverWith();
      const answer = await app.inject({ url: '/health/live', headers: { 'x-correlation-id': given } });
      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );
});

describe('request log', () => {
  test('has one line a request, without what is in the address: codes, states and signatures', async () => {
    const { app, log, logLines } = await serverWith();
    app.get('/media/:id/:signature', async () => ({}));
    await app.inject('/media/1/hunter2?code=hunter3&state=hunter4');
    expect(logLines().filter(({ msg }) => msg === 'request')).toHaveLength(1);
    expect(log()).toContain('/media/:id/:signature');
    expect(log()).not.toMatch(/hunter/);
  });

  test('leaves out probes', async () => {
    const { app, log } = await serverWith();
    for (const url of ['/health/live', '/metrics']) await app.inject(url);
    expect(log()).not.toContain('"msg":"request"');
  });
});

describe('metrics', () => {
  test('show Node, every route by its pattern, and what the service adds', async () => {
    const { app } = await serverWith();
    new Counter({ name: 'uploads_total', help: 'Uploads', registers: [app.metricsRegistry] }).inc(3);
    app.get('/posts/:id', async () => ({}));
    await app.inject('/posts/17');
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/posts\/:id"[^}]*\} 1/);
    expect(body).toContain('uploads_total 3');
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).not.toContain('/posts/17');
  });

  test('of two servers in one process do not mix', async () => {
    const [one, two] = [await serverWith(), await serverWith()];
    new Counter({ name: 'uploads_total', help: 'Uploads', registers: [one.app.metricsRegistry] }).inc();
    expect((await two.app.inject('/metrics')).body).not.toContain('uploads_total');
  });
});

describe('documentation', () => {
  async function documented() {
    const authenticator = createAuthenticator({ issuer: 'http://auth.test', jwksUrl: 'http://127.0.0.1:1/' });
    const server = await serverWith({ authenticator });
    const schema = {
      body: Type.Object({ title: Type.String() }),
      response: { 201: Type.Object({ id: Type.String() }) },
    };
    server.app.post(
      '/posts',
      { schema, onRequest: server.app.requireScope('posts:write') },
      async (_request, reply) => reply.code(201).send({ id: '1' }),
    );
    return server.app;
  }

  test('describes every route by its schema, and how to authenticate', async () => {
    const document = (await (await documented()).inject('/openapi.json')).json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.paths['/posts'].post.requestBody.content['application/json'].schema.required).toEqual([
      'title',
    ]);
    expect(Object.values(document.components.securitySchemes)).toMatchObject([
      { scheme: 'bearer', bearerFormat: 'JWT' },
    ]);
  });

  test('leaves out routes that are no part of the API', async () => {
    const paths = Object.keys((await (await documented()).inject('/openapi.json')).json().paths);
    expect(paths.filter((path) => /docs|metrics|openapi/.test(path))).toEqual([]);
  });

  test('has a page that loads nothing from another host', async () => {
    const app = await documented();
    const page = await app.inject({ url: '/docs/' });
    expect(page.statusCode).toBe(200);
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(source).not.toMatch(/^(https?:)?\/\//);
      expect((await app.inject(new URL(source ?? '', 'http://host/docs/').pathname)).statusCode).toBe(200);
    }
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/https?:/);
  });

  test('an answer that is no page may load nothing, whatever a browser makes of it', async () => {
    const answer = await (await documented()).inject('/openapi.json');
    expect(answer.headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
});
