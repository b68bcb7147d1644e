import { startTestTikTok } from '@postbus/testing/tiktok';

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

const scopes = ['user.info.basic', 'video.list', 'video.publish', 'video.upload'];

/** The sandbox, and what a test makes it do. */
export type TikTok = Awaited<ReturnType<typeof startTikTok>>;

export async function startTikTok(webhookUrl?: string) {
  const tiktok = await startTestTikTok({
    settings: { processingMs: 50, moderationMs: 50 },
    ...(webhookUrl && { webhookUrl }),
  });
  const { control, clientKey } = tiktok;
  return {
    ...tiktok,

    /** A creator whom the sandbox knows consents to publishing; returns the tokens of the grant. */
    async connect(username: string) {
      const { grantedScopes: _, ...grant } = await tiktok.consent(username, scopes);
      return grant;
    },
    /** The developer app says that it owns everything under an address. */
    verifyUrl: (prefix: string) => control('POST', 'apps', { clientKey, verifiedUrls: [prefix] }),
    /** How the next videos end. */
    addOutcome: (outcome: object) => control('POST', 'outcomes', outcome),
    async posts(): Promise<SandboxPost[]> {
      return ((await control('GET', 'posts')) as { posts: SandboxPost[] }).posts;
    },
    /** A post is removed or made private. */
    removePost: (publishId: string) => control('POST', `posts/${publishId}/remove`),
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
