import type { AccessToken, DisplayEndpoint, Postbus } from '@postbus/sdk';
import type { Logger } from '@postbus/service-kit';
import {
  type TikTokClient,
  TikTokError,
  type UserInfo,
  userInfoFieldsFor,
  type Video,
  type VideoPage,
} from '@postbus/tiktok';

/** One connected account of one workspace, and what the questions about it belong to. */
export interface AccountRef {
  workspaceId: string;
  accountId: string;
  correlationId: string;
}

/**
 * What TikTok shows of one account. Every call raises what the client raises, and a `PostbusApiError` where auth-gateway
 * gives no token, or `quota_full` before TikTok is asked. Null where the creator did not grant it.
 */
export interface DisplayedAccount {
  userInfo(): Promise<UserInfo | null>;
  /** The newest posts, or those before a cursor in milliseconds. */
  videoPage(cursor: number | null): Promise<VideoPage | null>;
  /** Posts by their ids, 20 at most. */
  queryVideos(videoIds: string[]): Promise<Video[] | null>;
}

/** Most posts that one call tells of. */
export const videosAtOnce = 20;

/** Longest that a call to TikTok takes: auth-gateway counts it until it must have come there. */
export const displayCallTimeoutMs = 15_000;

const fields = [
  'id',
  'createTime',
  'title',
  'videoDescription',
  'shareUrl',
  'coverImageUrl',
  'duration',
  'viewCount',
  'likeCount',
  'commentCount',
  'shareCount',
] satisfies (keyof Video)[];

/**
 * Looks at accounts with the tokens that auth-gateway keeps and refreshes, within the calls that it counts for everybody.
 */
export function createTikTokDisplay({
  postbus,
  tiktok,
  leave,
  logger,
}: {
  postbus: Pick<Postbus, 'for'>;
  tiktok: TikTokClient;
  /** Calls of each endpoint in a minute that are to stay for others. */
  leave: number;
  logger: Logger;
}) {
  return {
    /** The token is fetched once, when it is first needed; and once more if TikTok refuses it. */
    lookAt(account: AccountRef): DisplayedAccount {
      const { accountId } = account;
      const { accounts } = postbus.for(account);
      let token: AccessToken | undefined;
      let wasRefreshed = false;

      async function call<Result>(
        endpoint: DisplayEndpoint,
        run: (token: AccessToken) => Promise<Result>,
      ): Promise<Result> {
        token ??= await accounts.accessToken(accountId);
        await accounts.takeDisplayCall(accountId, { endpoint, leave, callTimeoutMs: displayCallTimeoutMs });
        try {
          return await run(token);
        } catch (error) {
          if (!(error instanceof TikTokError)) throw error;
          if (error.code === 'rate_limit_exceeded') await report(endpoint, error);
          if (error.code !== 'access_token_invalid' || wasRefreshed) throw error;
        }
        wasRefreshed = true;
        await accounts.refresh(accountId);
        token = await accounts.accessToken(accountId);
        return call(endpoint, run);
      }

      /** For the others. What TikTok said to this one must not be lost over it. */
      async function report(endpoint: DisplayEndpoint, { retryAfterSeconds }: TikTokError): Promise<void> {
        try {
          const after = retryAfterSeconds ?? undefined;
          await accounts.reportDisplayRefusal(accountId, { endpoint, retryAfterSeconds: after });
        } catch (err) {
          logger.warn(
            { err, accountId, endpoint },
            'could not tell others that TikTok refuses calls for now',
          );
        }
      }

      const granted = async () => {
        token ??= await accounts.accessToken(accountId);
        return token.grantedScopes;
      };
      const mayList = async () => (await granted()).includes('video.list');

      return {
        async userInfo() {
          const wanted = userInfoFieldsFor(await granted()).filter((field) => field.endsWith('Count'));
          if (wanted.length === 0) return null;
          return call('user_info', ({ accessToken }) => tiktok.userInfo(accessToken, wanted));
        },
        async videoPage(cursor) {
          if (!(await mayList())) return null;
          return call('video_list', ({ accessToken }) =>
            tiktok.videoPage(accessToken, {
              fields,
              maxCount: videosAtOnce,
              ...(cursor !== null && { cursor }),
            }),
          );
        },
        async queryVideos(videoIds) {
          if (!(await mayList())) return null;
          return call('video_query', ({ accessToken }) =>
            tiktok.queryVideos(accessToken, { videoIds, fields }),
          );
        },
      };
    },
  };
}
export type TikTokDisplay = ReturnType<typeof createTikTokDisplay>;
