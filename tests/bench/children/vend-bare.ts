import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import postgres from 'postgres';
import { tell } from '../support/parent.ts';

const [databaseUrl = '', accountId = ''] = process.argv.slice(2);
const [key, iv] = [randomBytes(32), randomBytes(12)];
const cipher = createCipheriv('aes-256-gcm', key, iv);
const sealed = Buffer.concat([cipher.update(`act.${'x'.repeat(60)}`), cipher.final()]);
const tag = cipher.getAuthTag();

/** The bare minimum of giving a token away: one SELECT, one opening of AES-GCM. */
const sql = postgres(databaseUrl, { max: 10 });
const server = Fastify();
server.post('/api/accounts/:id/access-token', async () => {
  const [account] = await sql`
    select open_id, granted_scopes, access_token_expires_at, access_token_encrypted
    from auth_gateway.oauth_accounts where id = ${accountId}`;
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAuthTag(tag);
  const accessToken = Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
  return {
    accessToken,
    expiresAt: account?.access_token_expires_at,
    openId: account?.open_id,
    grantedScopes: account?.granted_scopes,
  };
});
tell({ url: await server.listen({ host: '127.0.0.1', port: 0 }) });
