import { request } from 'undici';
import { noAnswer, PostbusApiError } from './api-error.ts';

/** A token is renewed this long before it ends, so that none ends on its way. */
const renewBeforeMs = 60_000;
const timeoutMs = 10_000;

export interface ClientTokenOptions {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Keeps the client's own access token at auth-gateway: one request at a time gets it, everybody shares it. */
export interface ClientToken {
  get(): Promise<string>;
  /** Forgets the token if it is still this one. */
  forget(token: string): void;
}

/** By OAuth 2.0 client credentials, RFC 6749 section 4.4. */
export function createClientToken({ baseUrl, clientId, clientSecret, now }: ClientTokenOptions): ClientToken {
  let current: { token: string; renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  const fetchToken = async (): Promise<string> => {
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
      'base64',
    );
    const answer = await request(new URL('/oauth/token', baseUrl), {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    }).catch((error: unknown) => {
      throw noAnswer(error);
    });
    const body = (await answer.body.json().catch(() => ({}))) as TokenAnswer;
    if (answer.statusCode !== 200 || !body.access_token || !body.expires_in) {
      // RFC 6749 section 5.2: this route's errors are flat.
      throw new PostbusApiError(answer.statusCode, {
        ...(body.error && { code: body.error }),
        ...(body.error_description && { message: body.error_description }),
      });
    }
    current = { token: body.access_token, renewAt: now() + body.expires_in * 1000 - renewBeforeMs };
    return body.access_token;
  };

  return {
    async get() {
      if (current && now() < current.renewAt) return current.token;
      pending ??= fetchToken().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

interface TokenAnswer {
  access_token?: string;
  expires_in?: number;
  error?: string;
  error_description?: string;
}
