import { once } from 'node:events';
import Fastify, { type FastifyRequest } from 'fastify';

/**
 * A service as the console sees it: it answers with what it was sent. It stands for auth-gateway too, which knows the
 * client `client` with the secret `the secret`.
 */
export async function startStandInService() {
  const app = Fastify();
  const issued: string[] = [];
  let expiresIn = 900;
  let isKnown = true;
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.post('/oauth/token', async (request, reply) => {
    const expected = `Basic ${Buffer.from('client:the%20secret').toString('base64')}`;
    if (!isKnown || request.headers.authorization !== expected)
      return reply.code(401).send({ error: 'invalid_client' });
    issued.push(`jwt-${issued.length + 1}`);
    return { access_token: issued.at(-1), expires_in: expiresIn, scope: 'posts:read posts:write' };
  });
  app.all('/api/echo', async ({ method, url, headers, body }: FastifyRequest) => ({
    ...{ method, url, headers, body },
  }));
  app.patch('/api/upload', async (request) => {
    let bytes = 0;
    for await (const piece of request.body as AsyncIterable<Buffer>) bytes += piece.length;
    return { bytes };
  });
  app.post('/api/media', async (_request, reply) =>
    reply.code(201).header('location', '/api/media/7').send(),
  );
  app.get('/api/refuses', async (_request, reply) => reply.code(401).send({}));
  app.get('/api/events', async (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write('data: first\n\n');
    await once(request.raw.socket, 'close');
  });
  app.get('/health/ready', async () => ({ status: 'ready', checks: { database: 'ok' } }));
  app.get('/metrics', async () =>
    [
      '# HELP outbox_lag_seconds x',
      'outbox_lag_seconds 1.5',
      'consumer_pending{consumer="crm-sync-posts"} 3',
      'dead_letters_total{consumer="a"} 1',
      'dead_letters_total{consumer="b"} 2',
    ].join('\n'),
  );

  return {
    url: await app.listen({ port: 0, host: '127.0.0.1' }),
    issued,
    /** The tokens that it gives from here on end after so many seconds. */
    endTokensAfter: (seconds: number) => {
      expiresIn = seconds;
    },
    /** The client exists no more, or again. */
    know: (known: boolean) => {
      isKnown = known;
    },
    close: () => app.close(),
  };
}
export type StandInService = Awaited<ReturnType<typeof startStandInService>>;
