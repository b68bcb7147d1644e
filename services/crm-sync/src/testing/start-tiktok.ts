import { randomUUID } from 'node:crypto';
import { startSandbox } from '@postbus/sandbox';
import { createTikTokClient } from '@postbus/tiktok';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

const clientKey = 'awcrmtest01';
const clientSecret = 'secret of the test app';
const redirectUri = 'http://127.0.0.1:4001/api/auth/tiktok/callback';

/** What a creator grants who grants everything that figures need. */
export const displayScopes = ['user.info.basic', 'user.info.stats', 'video.list'];

const Made = Type.Object({ postId: Type.String() });
const Journal = Type.Object({
  requests: Type.Array(Type.Object({ path: Type.String(), status: Type.Integer(), body: Type.Unknown() })),
});

/** The sandbox, and what a test makes it do. */
export async function startTikTok() {
  const sandbox = await startSandbox({ clientKey, clientSecret, redirectUris: [redirectUri] });
  const client = createTikTokClient({
    apiBaseUrl: sandbox.url,
    authBaseUrl: sandbox.url,
    clientKey,
    clientSecret,
  });
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
    client,

    /** A creator consents; returns the tokens of the grant. */
    async connect(username: string, scopes = displayScopes) {
      await control('POST', 'creators', { username, followerCount: 1000 });
      const authorizeUrl = client.buildAuthorizeUrl({ redirectUri, scopes, state: randomUUID() });
      const form = new URLSearchParams([
        ['creator', username],
        ['decision', 'allow'],
        ...scopes.map((scope): [string, string] => ['scope', scope]),
      ]);
      const consent = await fetch(authorizeUrl, { method: 'POST', body: form, redirect: 'manual' });
      const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
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

    /** A creator posts in TikTok's app. Returns the id of the post. */
    async post(username: string, post: { title?: string; createdSecondsAgo?: number } = {}): Promise<string> {
      return Value.Parse(Made, await control('POST', `creators/${username}/posts`, post)).postId;
    },
    remove: (postId: string) => control('POST', `posts/${postId}/remove`),
    /** Holds figures of a post at a number. */
    pin: (postId: string, figures: object) => control('POST', 'figures', { postId, ...figures }),
    change: (settings: object) => control('POST', 'settings', settings),
    addFault: (fault: object) => control('POST', 'faults', fault),
    clearFaults: () => control('DELETE', 'faults'),
    expireTokens: (openId: string) => control('POST', 'tokens/expire', { openId }),
    advanceClock: (advanceSeconds: number) => control('POST', 'clock', { advanceSeconds }),
    /** Requests received since the start or the last `forget`, by the beginning of their path. */
    received: async (path: string) =>
      Value.Parse(Journal, await control('GET', `journal?path=${encodeURIComponent(path)}`)).requests,
    forget: () => control('DELETE', 'journal'),

    async close() {
      await client.close();
      await sandbox.close();
    },
  };
}
export type TikTok = Awaited<ReturnType<typeof startTikTok>>;

export const displayPaths = {
  userInfo: '/v2/user/info/',
  videoList: '/v2/video/list/',
  videoQuery: '/v2/video/query/',
} as const;
