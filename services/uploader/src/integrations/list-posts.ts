import type { Postbus } from '@postbus/sdk';
import type { Logger } from '@postbus/service-kit';
import { type TikTokClient, TikTokError, type Video } from '@postbus/tiktok';
import type { AccountRef } from './account-tokens.ts';

/** Longest that a call to TikTok takes: auth-gateway counts it until it must have come there. */
export const callTimeoutMs = 15_000;

/** Calls of the list in a minute that are to stay for others: looking for a post can wait. */
const leave = 60;
const endpoint = 'video_list';

/** A post as the creator's public list shows it, with as much of its caption. */
export interface ListedPost {
  id: string;
  caption: string;
}

/**
 * Reads a creator's public posts since a moment. TikTok counts these calls with those of everybody who has tokens of the app,
 * so auth-gateway counts each of them. Raises its `quota_full` before TikTok is asked, and what the client raises.
 */
export function createPostLister({
  tiktok,
  postbus,
  logger,
}: {
  tiktok: Pick<TikTokClient, 'listVideos'>;
  postbus: Pick<Postbus, 'for'>;
  logger: Logger;
}) {
  return async (account: AccountRef, accessToken: string, since: Date): Promise<ListedPost[]> => {
    const { accountId } = account;
    const { accounts } = postbus.for(account);
    const fields: (keyof Video)[] = ['createTime', 'videoDescription', 'title'];
    const beforePage = () => accounts.takeDisplayCall(accountId, { endpoint, leave, callTimeoutMs });
    const posts: ListedPost[] = [];
    try {
      for await (const video of tiktok.listVideos(accessToken, { fields }, { beforePage })) {
        if ((video.createTime ?? 0) * 1000 < since.getTime()) break;
        posts.push({ id: video.id, caption: video.videoDescription || video.title || '' });
      }
    } catch (error) {
      if (error instanceof TikTokError && error.code === 'rate_limit_exceeded') {
        const retryAfterSeconds = error.retryAfterSeconds ?? undefined;
        await accounts
          .reportDisplayRefusal(accountId, { endpoint, retryAfterSeconds })
          .catch((err: unknown) => {
            logger.warn({ err, accountId }, 'could not tell others that TikTok refuses calls for now');
          });
      }
      throw error;
    }
    return posts;
  };
}

export type PostLister = ReturnType<typeof createPostLister>;
