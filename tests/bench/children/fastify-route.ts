import Fastify from 'fastify';
import { tell } from '../support/parent.ts';

const [body = ''] = process.argv.slice(2);

/** The bare minimum: one route that reads JSON and answers the same bytes each time. */
const server = Fastify();
server.post('/v2/post/publish/status/fetch/', (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(body),
);
tell({ url: await server.listen({ host: '127.0.0.1', port: 0 }) });
