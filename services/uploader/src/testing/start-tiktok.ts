import { randomUUID } from 'node:crypto';
import { startSandbox } from '@postbus/sandbox';
import { createTikTokClient } from '@postbus/tiktok';

const clientKey = 'awuploadertest01';
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

/** A publish task that TikTok holds. */
export interface SandboxPost {
  postId: string;
  publishId: string;
  username: string;
  caption: string | null;
  privacyLevel: string | null;
  /** As TikTok got it. */
  postInfo: Record<string, unknown> | null;
  status: string;
  bytes: number;
  sha256: string;
  photos: { contentType: string | null; width: number | null; height: number | null }[];
}

/** The sandbox, and what a test makes it do. */
export type TikTok = Awaited<ReturnType<typeof startTikTok>>;

export async function startTikTok(webhookUrl?: string) {
  const sandbox = await startSandbox({
    clientKey,
    clientSecret,
    redirectUris: [redirectUri],
    settings: { processingMs: 50, moderationMs: 50 },
    ...(webhookUrl && { webhookUrl }),
  });
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

    /** A creator consents; returns the tokens of the grant. */
    async connect(username: string) {
      const scopes = ['user.info.basic', 'video.list', 'video.publish', 'video.upload'];
      const authorizeUrl = client.buildAuthorizeUrl({ redirectUri, scopes, state: randomUUID() });
      const form = new URLSearchParams([
        ['creator', username],
        ['decision', 'allow'],
        ...scopes.map((scope): [string, string] => ['scope', scope]),
      ]);
      const consent = await fetch(authorizeUrl, { method: 'POST', body: form, redirect: 'manual' });
      const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
      const { accessToken, refreshToken, openId } = await client.exchangeCode({ code, redirectUri });
      return {
        accessToken,
        openId,
        refresh: async () => (await client.refreshToken(refreshToken)).accessToken,
      };
    },

    /** The developer app says that it owns everything under an address. */
    verifyUrl: (prefix: string) => control('POST', 'apps', { clientKey, verifiedUrls: [prefix] }),
    addFault: (fault: object) => control('POST', 'faults', fault),
    clearFaults: () => control('DELETE', 'faults'),
    addCreator: (creator: { username: string }) => control('POST', 'creators', creator),
    /** How the next videos end. */
    addOutcome: (outcome: object) => control('POST', 'outcomes', outcome),
    change: (settings: object) => control('POST', 'settings', settings),
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

    async posts(): Promise<SandboxPost[]> {
      return ((await control('GET', 'posts')) as { posts: SandboxPost[] }).posts;
    },

    /** A post is removed or made private. */
    removePost: (publishId: string) => control('POST', `posts/${publishId}/remove`),

    async close() {
      await client.close();
      await sandbox.close();
    },
  };
}

/** The paths of the calls that matter here. */
export const tiktokPaths = {
  directInit: '/v2/post/publish/video/init/',
  inboxInit: '/v2/post/publish/inbox/video/init/',
  photoInit: '/v2/post/publish/content/init/',
  creatorInfo: '/v2/post/publish/creator_info/query/',
  status: '/v2/post/publish/status/fetch/',
} as const;
