import { randomUUID } from 'node:crypto';
import { type SandboxOptions, startSandbox } from '@postbus/sandbox';
import { createTikTokClient } from '@postbus/tiktok';

const clientKey = 'awtest0000000001';
const clientSecret = 'secret of the test app';
const redirectUri = 'http://127.0.0.1:4001/api/auth/tiktok/callback';

/** One request that TikTok has received. */
export interface Received {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  bodyBytes: number;
  bodySha256: string;
  status: number;
}

export type TestTikTok = Awaited<ReturnType<typeof startTestTikTok>>;

/** The sandbox with one developer app, a client of that app, and what tests make TikTok do. */
export async function startTestTikTok(options: Pick<SandboxOptions, 'settings' | 'webhookUrl'> = {}) {
  const sandbox = await startSandbox({ clientKey, clientSecret, redirectUris: [redirectUri], ...options });
  const client = createTikTokClient({
    apiBaseUrl: sandbox.url,
    authBaseUrl: sandbox.url,
    clientKey,
    clientSecret,
  });

  /** Calls the sandbox's control API. Returns the body of the answer. */
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!answer.ok)
      throw new Error(`the sandbox answered ${path} with ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };

  return {
    url: sandbox.url,
    clientKey,
    client,
    control,

    /** A creator whom the sandbox knows consents; returns the tokens of the grant. */
    async consent(username: string, scopes: string[]) {
      const authorizeUrl = client.buildAuthorizeUrl({ redirectUri, scopes, state: randomUUID() });
      const form = new URLSearchParams([
        ['creator', username],
        ['decision', 'allow'],
        ...scopes.map((scope): [string, string] => ['scope', scope]),
      ]);
      const answer = await fetch(authorizeUrl, { method: 'POST', body: form, redirect: 'manual' });
      const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
      const { accessToken, openId, ...grant } = await client.exchangeCode({ code, redirectUri });
      let { refreshToken } = grant;
      return {
        accessToken,
        openId,
        grantedScopes: scopes,
        refresh: async () => {
          const refreshed = await client.refreshToken(refreshToken);
          refreshToken = refreshed.refreshToken ?? refreshToken;
          return refreshed.accessToken;
        },
      };
    },

    addCreator: (creator: { username: string; followerCount?: number }) =>
      control('POST', 'creators', creator),
    change: (settings: object) => control('POST', 'settings', settings),
    addFault: (fault: object) => control('POST', 'faults', fault),
    clearFaults: () => control('DELETE', 'faults'),
    expireTokens: (openId: string) => control('POST', 'tokens/expire', { openId }),
    advanceClock: (advanceSeconds: number) => control('POST', 'clock', { advanceSeconds }),

    /** Requests received since the start or the last `forget`, by the beginning of their path. */
    async received(path: string): Promise<Received[]> {
      const { requests } = (await control('GET', `journal?path=${encodeURIComponent(path)}`)) as {
        requests: Received[];
      };
      return requests;
    },
    forget: () => control('DELETE', 'journal'),

    async close() {
      await client.close();
      await sandbox.close();
    },
  };
}
