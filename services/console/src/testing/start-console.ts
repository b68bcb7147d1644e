import { createLogger } from '@postbus/service-kit';
import { buildApp } from '../app.ts';
import { configOf } from '../config.ts';

export const localSignInKey = 'a-key-of-at-least-thirty-two-characters';

/** The console within the test, before one service that stands for all. */
export async function startConsole({ url, env = {} }: { url: string; env?: NodeJS.ProcessEnv }) {
  let now = 1_800_000_000_000;
  const config = configOf({
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:4000',
    SESSION_KEYS: 'ab'.repeat(32),
    LOG_LEVEL: 'fatal',
    AUTH_GATEWAY_URL: url,
    UPLOADER_URL: url,
    WEBHOOK_INGEST_URL: url,
    CRM_SYNC_URL: 'http://127.0.0.1:9',
    LOCAL_SIGN_IN_KEY: localSignInKey,
    LOCAL_CLIENT_ID: 'client',
    LOCAL_CLIENT_SECRET: 'the secret',
    ...env,
  });
  const logger = createLogger({ service: 'console', level: config.LOG_LEVEL });
  const { app, close } = await buildApp({ config, logger, clock: () => now });
  return {
    url: await app.listen({ port: 0, host: '127.0.0.1' }),
    close,
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}
export type RunningConsole = Awaited<ReturnType<typeof startConsole>>;

/** A browser as far as cookies and the CSRF token go. */
export function createVisitor({ url }: { url: string }) {
  let cookie = '';
  let csrfToken = '';
  const call = async (path: string, options: RequestInit = {}) => {
    const answer = await fetch(url + path, {
      ...options,
      headers: { cookie, 'x-csrf-token': csrfToken, ...(options.headers as Record<string, string>) },
    });
    const set = answer.headers.getSetCookie()[0];
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  const json = async (path: string, options?: RequestInit) => {
    const answer = await call(path, options);
    const text = await answer.text();
    const body = text ? JSON.parse(text) : undefined;
    if (body?.csrfToken) csrfToken = body.csrfToken;
    return { status: answer.status, headers: answer.headers, body };
  };
  const post = (path: string, body: unknown) =>
    json(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  return {
    ...{ call, json, post },
    cookie: () => cookie,
    async signIn(clientSecret = 'the secret') {
      await json('/api/session');
      return post('/api/session', { clientId: 'client', clientSecret });
    },
  };
}
