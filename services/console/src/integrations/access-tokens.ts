import { createHash } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import { credentialsRefused, unavailable } from '../errors.ts';

/** A token is renewed this long before it ends, so that none ends on its way. */
const renewBeforeMs = 60_000;
const timeoutMs = 10_000;
/** Clients whose token is kept at hand. */
const maxKept = 1000;

export interface Credentials {
  clientId: string;
  clientSecret: string;
}

export interface AccessToken {
  token: string;
  scopes: string[];
  /** Milliseconds since 1970. */
  renewAt: number;
}

export type AccessTokens = ReturnType<typeof createAccessTokens>;

/**
 * Keeps the short-lived token of each client that is signed in, in this process only. `get` raises
 * `credentials_refused` when auth-gateway does not know the client, and `unavailable` when it does not answer.
 */
export function createAccessTokens({ authGatewayUrl, now }: { authGatewayUrl: string; now: () => number }) {
  const kept = new Map<string, Promise<AccessToken>>();

  const renewed = (key: string, credentials: Credentials): Promise<AccessToken> => {
    const pending = fetchToken(authGatewayUrl, credentials, now);
    kept.delete(key);
    kept.set(key, pending);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    // One that could not be had is asked for again by the next request.
    pending.catch(() => {
      if (kept.get(key) === pending) kept.delete(key);
    });
    return pending;
  };

  return {
    async get(credentials: Credentials): Promise<AccessToken> {
      const key = keyOf(credentials);
      const known = await kept.get(key);
      return known && now() < known.renewAt ? known : renewed(key, credentials);
    },
    /** Asks auth-gateway in any case, to find out whether the client may still sign in. */
    getFresh: (credentials: Credentials): Promise<AccessToken> => renewed(keyOf(credentials), credentials),
    /** The next call asks for another: a service has refused this one. */
    forget(credentials: Credentials): void {
      kept.delete(keyOf(credentials));
    },
  };
}

/** Of the secret too: who has another one must not get the token of who has the right one. */
const keyOf = ({ clientId, clientSecret }: Credentials): string =>
  createHash('sha256')
    .update(JSON.stringify([clientId, clientSecret]))
    .digest('base64');

/** By OAuth 2.0 client credentials, RFC 6749 section 4.4. */
async function fetchToken(
  baseUrl: string,
  { clientId, clientSecret }: Credentials,
  now: () => number,
): Promise<AccessToken> {
  const basic = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const askedAt = now();
  const { statusCode, body } = await request(new URL('/oauth/token', baseUrl), {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
    .then(readAnswer)
    .catch((cause: unknown) => {
      throw unavailable({ cause });
    });
  if (statusCode === 400 || statusCode === 401) throw credentialsRefused();
  if (statusCode !== 200 || !body.access_token || !body.expires_in) throw unavailable();
  return {
    token: body.access_token,
    scopes: (body.scope ?? '').split(' ').filter(Boolean),
    renewAt: askedAt + body.expires_in * 1000 - renewBeforeMs,
  };
}

async function readAnswer({ statusCode, body }: Dispatcher.ResponseData) {
  return { statusCode, body: (await body.json()) as TokenAnswer };
}

interface TokenAnswer {
  access_token?: string;
  expires_in?: number;
  scope?: string;
}
