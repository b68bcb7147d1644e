import { Problem } from '../problem.ts';
import type { LocalFile } from '../stack/local-file.ts';
import { type Patience, patiently, Unavailable } from './patiently.ts';

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: unknown;
  headers?: Record<string, string>;
}

/** A client of the services that outlives their absence. */
export interface Api {
  /** Sends a request with a token and returns the JSON of the answer. Raises a Problem for an answer that is final. */
  call<T>(url: string, request?: ApiRequest): Promise<T>;
  /** A value for the header Authorization. */
  authorization(): Promise<string>;
}

/** Renewed while there is still this much left of a token. */
const renewBeforeMs = 60_000;

/** Who calls, and where auth-gateway is. */
export type ApiCaller = Pick<LocalFile, 'urls'> & {
  adminClient: Omit<LocalFile['adminClient'], 'workspaceId'>;
};

/**
 * Obtains tokens with the client's credentials, the local administrator's as a rule, and renews them.
 * @param now milliseconds on the clock of the stack, from any beginning
 */
export function createApi(
  { urls, adminClient }: ApiCaller,
  patience: Patience,
  now: () => number = () => performance.now(),
): Api {
  let token: { value: string; expiresAt: number } | undefined;

  const authorization = async () => {
    if (!token || now() > token.expiresAt - renewBeforeMs) {
      const { clientId, clientSecret } = adminClient;
      const answer = await patiently('Getting a token', patience, () =>
        send<{ access_token: string; expires_in: number }>(`${urls['auth-gateway']}/oauth/token`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
          },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        }),
      );
      token = { value: answer.access_token, expiresAt: now() + answer.expires_in * 1000 };
    }
    return `Bearer ${token.value}`;
  };

  return {
    authorization,
    call: <T>(url: string, { method = 'GET', body, headers }: ApiRequest = {}) =>
      patiently(`${method} ${url}`, patience, async () => {
        const sent = {
          ...headers,
          authorization: await authorization(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        };
        return await send<T>(url, {
          method,
          headers: sent,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      }),
  };
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
  const response = await reach(url, init);
  if (response.ok) return JSON.parse(await response.text());
  const text = await response.text().catch(() => '');
  throw new Problem(`${init.method ?? 'GET'} ${url} answered ${response.status}: ${text.slice(0, 1000)}`);
}

/** One request, redirects not followed. Raises Unavailable for what may pass: no answer, 429, 5xx. */
export async function reach(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000), ...init });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Unavailable(cause instanceof Error ? cause.message || cause.name : String(cause));
  }
  if (response.status !== 429 && response.status < 500) return response;
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  await response.body?.cancel();
  throw new Unavailable(`it answers ${response.status}`, Number.isFinite(seconds) ? seconds * 1000 : 0);
}
