import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface TestToken {
  workspaceId: string;
  scopes: string[];
  /** A new one unless told. */
  clientId?: string;
  /** 900 unless told; negative for a token that has expired. */
  expiresInSeconds?: number;
}

/** Stands in for auth-gateway where a service only checks its tokens. */
export interface TestTokenIssuer {
  /** For AUTH_ISSUER. */
  issuer: string;
  /** For AUTH_JWKS_URL. */
  jwksUrl: string;
  /** A signed JWT, as auth-gateway makes them. */
  token(claims: TestToken): string;
  /** The same as the value of an `authorization` header. */
  bearer(claims: TestToken): string;
  close(): Promise<void>;
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Publishes a key of its own and signs tokens with it. */
export async function startTokenIssuer(): Promise<TestTokenIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const kid = randomUUID();
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = `http://127.0.0.1:${address.port}`;

  const token = ({ workspaceId, scopes, clientId = randomUUID(), expiresInSeconds = 900 }: TestToken) => {
    const now = Math.floor(Date.now() / 1000);
    const signed = [
      base64url({ alg: 'EdDSA', typ: 'JWT', kid }),
      base64url({
        iss: issuer,
        aud: 'postbus',
        sub: clientId,
        workspace: workspaceId,
        scope: scopes.join(' '),
        iat: now,
        exp: now + expiresInSeconds,
        jti: randomUUID(),
      }),
    ].join('.');
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
  };
  return {
    issuer,
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    token,
    bearer: (claims) => `Bearer ${token(claims)}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
