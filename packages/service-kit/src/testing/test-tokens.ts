import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

/** Signs tokens with claims and headers of any kind, also wrong ones, and publishes the key. */
export async function startTestKeys() {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const other = await generateKeyPair('ES256');
  const published = {
    keys: [
      { ...(await exportJWK(publicKey)), kid: 'first', alg: 'EdDSA' },
      { ...(await exportJWK(other.publicKey)), kid: 'other-algorithm', alg: 'ES256' },
    ],
  };
  let fetches = 0;
  let isBroken = false;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(isBroken ? 502 : 200, { 'content-type': 'application/json', connection: 'close' });
    response.end(isBroken ? '{}' : JSON.stringify(published));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = `http://127.0.0.1:${address.port}`;

  return {
    issuer,
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    /** Signs with ES256; its public half is published as `other-algorithm`. */
    es256Key: other.privateKey,
    fetches: () => fetches,
    break: () => {
      isBroken = true;
    },
    /** A good token for one workspace with `posts:read`, but for what is told. */
    bearer: async (
      claims: Record<string, unknown> = {},
      header: Partial<JWTHeaderParameters> = {},
      key = privateKey,
    ) => {
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: issuer,
        aud: 'postbus',
        sub: 'client-1',
        workspace: workspaceId,
        scope: 'posts:read',
      };
      const token = await new SignJWT({ ...payload, exp: now + 900, ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'first', ...header })
        .sign(key);
      return `Bearer ${token}`;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const workspaceId = '0198c6f0-0000-7000-8000-000000000001';
export const otherWorkspaceId = '0198c6f0-0000-7000-8000-000000000002';
