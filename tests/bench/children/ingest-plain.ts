import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import postgres from 'postgres';
import { tell } from '../support/parent.ts';

const [databaseUrl = '', secret = ''] = process.argv.slice(2);

/** The plain handler: check the signature over the raw body, insert one row, answer. */
const sql = postgres(databaseUrl, { max: 10, onnotice: () => {} });
await sql.unsafe(`
  create schema bench;
  create table bench.webhooks (
    id uuid primary key, external_id text not null unique, event_name text not null, client_key text not null,
    user_open_id text, create_time bigint not null, raw_body text not null, received_at timestamptz not null default now())`);
const server = Fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
  done(null, body);
});
server.post('/api/webhooks/tiktok', async ({ body, headers }, reply) => {
  const raw = body as Buffer;
  const [, t = '', s = ''] = /^t=(\d+),s=([0-9a-f]{64})$/.exec(`${headers['tiktok-signature']}`) ?? [];
  const expected = createHmac('sha256', secret).update(`${t}.`).update(raw).digest();
  if (!timingSafeEqual(expected, Buffer.from(s.padEnd(64, '0'), 'hex'))) return reply.code(401).send();
  const text = raw.toString();
  const webhook = JSON.parse(text);
  const externalId = createHash('sha256').update(raw).digest('hex');
  await sql`
    insert into bench.webhooks (id, external_id, event_name, client_key, user_open_id, create_time, raw_body)
    values (${randomUUID()}, ${externalId}, ${webhook.event}, ${webhook.client_key}, ${webhook.user_openid},
      ${webhook.create_time}, ${text})
    on conflict (external_id) do nothing`;
  return { received: true };
});
tell({ url: await server.listen({ host: '127.0.0.1', port: 0 }) });
