import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';

/** Stands in for auth-gateway: a real HTTP server with the two routes that webhook-ingest calls. */
export async function startStandInAuthGateway() {
  const server = Fastify({ forceCloseConnections: true });
  server.addContentTypeParser('application/x-www-form-urlencoded', (_request, payload, done) => {
    payload.resume().on('end', () => done(null, {}));
  });
  const standIn = {
    url: '',
    /** By client key. */
    secrets: new Map<string, string[]>(),
    isDown: false,
    delayMs: 0,
    /** How often the secrets were asked for. */
    asked: 0,
    close: () => server.close(),
  };
  server.addHook('onRequest', async (_request, reply) => {
    await pause(standIn.delayMs);
    if (standIn.isDown) return reply.code(503).send({ error: { code: 'unavailable', retryable: true } });
  });
  server.post('/oauth/token', async () => ({ access_token: 'jwt', token_type: 'Bearer', expires_in: 900 }));
  server.get('/api/internal/webhook-secrets', async () => {
    standIn.asked += 1;
    return { apps: [...standIn.secrets].map(([clientKey, secrets]) => ({ clientKey, secrets })) };
  });
  standIn.url = await server.listen({ host: '127.0.0.1', port: 0 });
  return standIn;
}
