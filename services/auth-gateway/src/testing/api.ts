import type { CreatedClient } from '../features/clients/create-client.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  body: any;
}

/** Calls the service without following redirects. */
export async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Asks for a token of a client. */
export function requestToken(
  baseUrl: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  return call(`${baseUrl}/oauth/token`, { method: 'POST', headers, body });
}

/** Calls the API as a client, after getting a token. */
export async function apiOf(baseUrl: string, { clientId, clientSecret }: CreatedClient) {
  const answer = await requestToken(baseUrl, { client_id: clientId, client_secret: clientSecret });
  const authorization = `Bearer ${answer.body.access_token}`;
  const send = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
    call(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    get: (path: string, headers: Record<string, string> = {}) =>
      call(`${baseUrl}${path}`, { headers: { authorization, ...headers } }),
    post: (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      send('POST', path, body, headers),
    patch: (path: string, body: unknown) => send('PATCH', path, body, {}),
    delete: (path: string) => send('DELETE', path, undefined, {}),
  };
}

export type Api = Awaited<ReturnType<typeof apiOf>>;
