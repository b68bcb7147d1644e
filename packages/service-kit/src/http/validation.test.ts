import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer, errorIn } from '../testing/test-server.ts';

let server: Awaited<ReturnType<typeof createTestServer>>;
beforeAll(async () => {
  server = await createTestServer();
  const { app } = server;
  const body = Type.Object({
    title: Type.String({ maxLength: 20 }),
    size: Type.Optional(Type.Integer()),
    mode: Type.Union([Type.Literal('direct'), Type.Literal('inbox')], { default: 'direct' }),
    options: Type.Optional(Type.Object({ isPublic: Type.Boolean() })),
    pages: Type.Optional(Type.Array(Type.Object({ url: Type.String() }))),
    tags: Type.Optional(Type.Record(Type.String(), Type.String())),
    open: Type.Optional(Type.Object({ known: Type.String() }, { additionalProperties: true })),
  });
  app.post('/posts', { schema: { body } }, async (request) => request.body);
  const querystring = Type.Object({
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    dryRun: Type.Optional(Type.Boolean()),
  });
  app.get('/posts', { schema: { querystring } }, async (request) => request.query);
  app.get(
    '/posts/:id',
    { schema: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }) } },
    async () => ({}),
  );
  const headers = Type.Object({ 'idempotency-key': Type.String({ minLength: 3 }) });
  app.post('/keyed', { schema: { headers } }, async () => ({}));
});
afterAll(() => server.app.close());

const post = (payload: object) => server.app.inject({ method: 'POST', url: '/posts', payload });

describe('requests', () => {
  test('text that the database cannot keep is refused where it stands, in a body and in a query', async () => {
    for (const [payload, path] of [
      [{ title: 'a\u0000b' }, '/title'],
      [{ title: '\ud800' }, '/title'],
      [{ title: 'a', pages: [{ url: 'x' }, { url: '\u0000' }] }, '/pages/1/url'],
      [{ title: 'a', tags: { '\u0000': 'x' } }, '/tags'],
    ] as const) {
      const answer = await post(payload);
      expect(answer.statusCode).toBe(400);
      expect(errorIn(answer)).toMatchObject({
        code: 'validation_failed',
        details: [{ path: `body${path}`, problem: expect.stringContaining('NUL') }],
      });
    }
    expect((await server.app.inject('/posts?limit=1&dryRun=%00')).statusCode).toBe(400);
  });

  test('an unknown field of a body is refused and named, also within objects and lists', async () => {
    const bodies = [
      { title: 'a', titel: 'b' },
      { title: 'a', options: { isPublic: true, publc: 1 } },
      { title: 'a', pages: [{ url: 'u', ulr: 'v' }] },
    ];
    const details: string[] = [];
    for (const body of bodies) {
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      details.push(JSON.stringify(errorIn(answer).details));
    }
    expect(details[0]).toContain('titel');
    expect(details[1]).toContain('publc');
    expect(details[2]).toContain('ulr');
  });

  test('an unknown field of a query is refused and named', async () => {
    const answer = await server.app.inject('/posts?limt=5');
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(errorIn(answer).details)).toContain('limt');
  });

  test('a query is refused by a route that declares what it takes but no query', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/posts?dryRun=true',
      payload: { title: 'a' },
    });
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(errorIn(answer).details)).toContain('dryRun');
  });

  test('an object that says that it is open, and a record, take any field', async () => {
    const body = { title: 'a', mode: 'inbox', open: { known: 'a', more: 1 }, tags: { anything: 'b' } };
    expect((await post(body)).json()).toEqual(body);
  });

  test('headers that a schema does not name are no error', async () => {
    const headers = { 'idempotency-key': 'abc', 'x-other': 'b' };
    expect((await server.app.inject({ method: 'POST', url: '/keyed', headers })).statusCode).toBe(200);
    expect((await server.app.inject({ method: 'POST', url: '/keyed' })).statusCode).toBe(400);
  });

  test('values of a query become numbers and booleans, and defaults are filled in', async () => {
    expect((await server.app.inject('/posts?limit=7&dryRun=true')).json()).toEqual({
      limit: 7,
      dryRun: true,
    });
    expect((await server.app.inject('/posts')).json()).toEqual({ limit: 50 });
  });

  test.each(['limit=0', 'limit=201', 'limit=many', 'limit=', 'dryRun=perhaps', 'limit=1&limit=2'])(
    'the query %s is refused',
    async (query) => {
      expect((await server.app.inject(`/posts?${query}`)).statusCode).toBe(400);
    },
  );

  test('values of a body are what they are: text is no number and a number no text', async () => {
    expect((await post({ title: 'a', size: '5' })).statusCode).toBe(400);
    expect((await post({ title: 5 })).statusCode).toBe(400);
    expect((await post({ title: 'a' })).json()).toEqual({ title: 'a', mode: 'direct' });
  });

  test('a path with an id that is none is refused before it reaches the database', async () => {
    expect((await server.app.inject('/posts/abc')).statusCode).toBe(400);
  });

  test('a refusal never repeats or logs what was sent, which may be a secret', async () => {
    const answers = [
      await post({ title: `hunter2${'x'.repeat(20)}`, mode: 'hunter2', size: 'hunter2' }),
      await server.app.inject('/posts?limit=hunter2'),
      await server.app.inject('/posts/hunter2'),
    ];
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(400);
      expect(body).not.toContain('hunter2');
    }
    expect(JSON.stringify(server.logLines().map(({ params, url, ...line }) => line))).not.toContain(
      'limit=hunter2',
    );
  });
});
