import type { FailReason } from '../vocabulary.ts';

export interface JournalEntry {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  bodyBytes: number;
  status: number;
  fault: string | null;
}

export interface SandboxPost {
  publishId: string;
  postId: string | null;
  media: 'photo' | 'video';
  username: string;
  mode: string;
  caption: string;
  privacyLevel: string | null;
  postInfo: Record<string, unknown> | null;
  status: string;
  failReason: string | null;
  bytes: number;
  sha256: string | null;
  photos: { bytes: number; sha256: string; contentType: string; width: number; height: number }[];
}

export interface Fault {
  path: string;
  method?: string;
  kind: 'status' | 'rateLimit' | 'latency' | 'reset' | 'lostResponse';
  status?: number;
  code?: string;
  ms?: number;
  afterBytes?: number;
  times?: number;
  skip?: number;
}

interface Outcome {
  username?: string;
  failReason?: FailReason;
  moderation?: 'passed' | 'refused' | 'held';
  times?: number;
}

interface CreatorPatch {
  username: string;
  privateAccount?: boolean;
  commentDisabled?: boolean;
  duetDisabled?: boolean;
  stitchDisabled?: boolean;
  maxVideoPostDurationSec?: number;
  banned?: boolean;
  dailyPostCap?: number;
  appVersion?: string;
}

interface AppPatch {
  clientKey: string;
  clientSecret?: string;
  platform?: 'web' | 'desktop';
  redirectUris?: string[];
  scopes?: string[];
  live?: boolean;
  sandbox?: boolean;
  targetUsers?: string[];
  audited?: boolean;
  activeUserCap?: number | null;
  verifiedUrls?: string[];
  webhookUrl?: string | null;
}

interface NewPost {
  kind?: 'video' | 'photo';
  title?: string;
  description?: string;
  privacyLevel?: string;
  createdSecondsAgo?: number;
  durationSec?: number;
  width?: number;
  height?: number;
  isAigc?: boolean;
}

interface WebhookFault {
  kind: 'duplicate' | 'delay' | 'badSignature' | 'drop';
  event?: string;
  ms?: number;
  times?: number;
}

interface Figures {
  postId: string;
  viewCount?: number;
  likeCount?: number;
  commentCount?: number;
  shareCount?: number;
}

export type Control = ReturnType<typeof createControl>;

/** The controls of a sandbox. Each rejects when the sandbox refuses; `status` tells instead. */
export function createControl(url: string) {
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  const call = async <T = unknown>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await send(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text || 'null');
  };
  const journal = async (path: string) =>
    (await call<{ requests: JournalEntry[] }>('GET', `journal?path=${encodeURIComponent(path)}`)).requests;
  return {
    journal,
    posts: async () => (await call<{ posts: SandboxPost[] }>('GET', 'posts')).posts,
    fault: (fault: Fault) => call('POST', 'faults', fault),
    webhookFault: (fault: WebhookFault) => call('POST', 'webhooks/fault', fault),
    nextOutcome: (outcome: Outcome) => call('POST', 'outcomes', outcome),
    creator: (creator: CreatorPatch) => call('POST', 'creators', creator),
    app: (app: AppPatch) => call('POST', 'apps', app),
    /** Status of the answer to an app's registration, for apps that the portal would refuse. */
    appStatus: async (app: AppPatch) => (await send('POST', 'apps', app)).status,
    postByHand: (username: string, post: NewPost = {}) =>
      call<{ postId: string }>('POST', `creators/${username}/posts`, post),
    figures: (figures: Figures) => call('POST', 'figures', figures),
    publishDraft: (publishId: string, body: { privacyLevel?: string } = {}) =>
      call('POST', `posts/${encodeURIComponent(publishId)}/publish`, body),
    moderate: (publishId: string, outcome: 'passed' | 'refused') =>
      call('POST', `posts/${encodeURIComponent(publishId)}/moderation`, { outcome }),
    removePost: (publishId: string) => call('POST', `posts/${encodeURIComponent(publishId)}/remove`, {}),
    expireTokens: (openId: string) => call('POST', 'tokens/expire', { openId }),
    revokeGrant: (openId: string, reason?: number) =>
      call('POST', 'grants/revoke', { openId, ...(reason !== undefined && { reason }) }),
    advance: (advanceSeconds: number) => call('POST', 'clock', { advanceSeconds }),
    settings: (settings: Record<string, unknown>) => call('POST', 'settings', settings),
    scanQrCode: (token: string) => call('POST', `qrcodes/${encodeURIComponent(token)}/scan`, {}),
    confirmQrCode: (token: string, body: { creator: string; scopes?: string[] }) =>
      call('POST', `qrcodes/${encodeURIComponent(token)}/confirm`, body),
    reset: () => call('POST', 'reset'),
  };
}
