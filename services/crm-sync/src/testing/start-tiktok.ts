import { startTestTikTok } from '@postbus/testing/tiktok';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

/** What a creator grants who grants everything that figures need. */
export const displayScopes = ['user.info.basic', 'user.info.stats', 'video.list'];

const Made = Type.Object({ postId: Type.String() });

/** The sandbox, and what a test makes it do. */
export async function startTikTok() {
  const tiktok = await startTestTikTok();
  const { control, consent } = tiktok;
  return {
    ...tiktok,

    /** A new creator consents; returns the tokens of the grant. */
    async connect(username: string, scopes = displayScopes) {
      await tiktok.addCreator({ username, followerCount: 1000 });
      return consent(username, scopes);
    },

    /** A creator posts in TikTok's app. Returns the id of the post. */
    async post(username: string, post: { title?: string; createdSecondsAgo?: number } = {}): Promise<string> {
      return Value.Parse(Made, await control('POST', `creators/${username}/posts`, post)).postId;
    },
    remove: (postId: string) => control('POST', `posts/${postId}/remove`),
    /** Holds figures of a post at a number. */
    pin: (postId: string, figures: object) => control('POST', 'figures', { postId, ...figures }),
  };
}
export type TikTok = Awaited<ReturnType<typeof startTikTok>>;

export const displayPaths = {
  userInfo: '/v2/user/info/',
  videoList: '/v2/video/list/',
  videoQuery: '/v2/video/query/',
} as const;
