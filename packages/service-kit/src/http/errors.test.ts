import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defineError } from '../app-error.ts';
import { createTestServer, errorIn } from '../testing/test-server.ts';

const tooEarly = defineError({
  code: 'too_early',
  statusCode: 409,
  retry: 'later',
  message: 'not yet',
  userMessage: 'Wait a little.',
});

let server: Awaited<ReturnType<typeof createTestServer>>;
beforeEach(async () => {
  server = await createTestServer({ bodyLimit: 200, requestTimeoutMs: 200 });
  server.app.get('/known', async () => {
    throw tooEarly({ details: { wait: 3 }, retryAfterSeconds: 2.1, cause: new Error('internal reason') });
  });
  server.app.get('/unknown', async () => {
    throw Object.assign(new Error('select hunter2 from accounts'), { query: 'hunter2' });
  });
  server.app.get('/not-an-error', async () => {
    throw 'hunter2';
  });
  server.app.post('/body', { schema: { body: Type.Object({ name: Type.String() }) } }, async () => ({}));
});
afterEach(() => server.app.close());

const json = { 'content-type': 'application/json' };

describe('error answers', () => {
  test('an error of a service is answered with all that it declares, and never its cause', async () => {
    const answer = await server.app.inject('/known');
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['retry-after']).toBe('3');
    expect(errorIn(answer)).toEqual({
      code: 'too_early',
      message: 'not yet',
      userMessage: 'Wait a little.',
      retryable: true,
      details: { wait: 3 },
      correlationId: answer.headers['x-correlation-id'],
    });
  });

  test.each(['/unknown', '/not-an-error'])(
    '%s: an unexpected error is a 500 that tells nothing of it',
    async (url) => {
      const answer = await server.app.inject(url);
      expect(answer.statusCode).toBe(500);
      expect(errorIn(answer).code).toBe('internal_error');
      expect(answer.body).not.toMatch(/hunter2|select|\bat /);
    },
  );

  test('an unexpected error is logged with its stack, under the correlation id of the answer', async () => {
    const answer = await server.app.inject('/unknown');
    const line = server.logLines().find(({ level }) => level === 'error');
    expect(line.err.stack).toContain('errors.test.ts');
    expect(line.correlationId).toBe(errorIn(answer).correlationId);
  });

  test('a request error is not logged as ours', async () => {
    await server.app.inject('/known');
    expect(server.logLines().filter(({ level }) => level === 'error')).toEqual([]);
  });

  test.each([
    ['malformed JSON', '{', json, 400, 'malformed_json'],
    ['an empty body', '', json, 400, 'malformed_json'],
    ['__proto__ in the body', '{"__proto__":{"a":1}}', json, 400, 'malformed_json'],
    ['another content type', '<a/>', { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
    ['a body too large', JSON.stringify({ name: 'x'.repeat(300) }), json, 413, 'body_too_large'],
    ['a body against the schema', '{}', json, 400, 'validation_failed'],
  ])('%s has the shape of every error', async (_what, payload, headers, statusCode, code) => {
    const answer = await server.app.inject({ method: 'POST', url: '/body', payload, headers });
    expect({ statusCode: answer.statusCode, code: errorIn(answer).code }).toEqual({ statusCode, code });
  });

  test('an unknown route is a 404 not_found', async () => {
    const answer = await server.app.inject('/nowhere?token=hunter2');
    expect(answer.statusCode).toBe(404);
    expect(errorIn(answer).code).toBe('not_found');
    expect(answer.body + server.log()).not.toContain('hunter2');
  });

  test('a path that cannot be decoded has the shape of every error', async () => {
    const answer = await server.app.inject('/%E0%A4%A');
    expect(answer.statusCode).toBe(400);
    expect(errorIn(answer).correlationId).toBeTruthy();
    expect(server.log()).not.toContain('%E0');
  });

  test('what is not HTTP has the shape of every error', async () => {
    const socket = connect(Number(new URL(await server.app.listen({ port: 0 })).port), '127.0.0.1');
    socket.write('nonsense\r\n\r\n');
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head).toContain('400 Bad Request');
    expect(errorIn({ statusCode: 400, body: body ?? '' }).code).toBe('bad_request');
  });

  test.each([
    ['headers take', 'POST /body HTTP/1.1\r\nhost: a\r\n'],
    [
      'body takes',
      'POST /body HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{',
    ],
  ])(
    'a request whose %s too long has the shape of every error, and its connection ends',
    async (_what, head) => {
      const { port } = new URL(await server.app.listen({ port: 0 }));
      const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
      socket.write(head);
      const [answer, body] = (await text(socket)).split('\r\n\r\n');
      expect(answer).toContain('408 Request Timeout');
      expect(errorIn({ statusCode: 408, body: body ?? '' })).toMatchObject({
        code: 'request_timeout',
        retryable: true,
      });
      expect(await promisify(server.app.server.getConnections.bind(server.app.server))()).toBe(0);
      socket.destroy();
    },
  );
});
