import type { QuotaKind } from '@postbus/db/uploader';
import type { Logger } from '@postbus/service-kit';
import type { CreatorInfo, PublishStatus, TikTokClient } from '@postbus/tiktok';
import { v7 as uuidv7 } from 'uuid';
import type { Quotas } from '../features/quotas/quotas.ts';
import type { AccountRef, AccountTokens } from './account-tokens.ts';
import type { ListedPost, PostLister } from './list-posts.ts';

type Request<Call extends keyof TikTokClient> = Parameters<TikTokClient[Call]>[1];

/** The four ways to begin a publish task, by the call of the client. */
export type Init =
  | { call: 'initDirectVideo'; request: Request<'initDirectVideo'> }
  | { call: 'initInboxVideo'; request: Request<'initInboxVideo'> }
  | { call: 'initDirectPhotos'; request: Request<'initDirectPhotos'> }
  | { call: 'initInboxPhotos'; request: Request<'initInboxPhotos'> };

/** What each counts against: the day's quota once for a publication, the minute's each time. */
const quotasOf: Record<Init['call'], { day: QuotaKind; minute: QuotaKind }> = {
  initDirectVideo: { day: 'direct_posts', minute: 'direct_init' },
  initInboxVideo: { day: 'pending_shares', minute: 'inbox_init' },
  initDirectPhotos: { day: 'direct_posts', minute: 'photo_init' },
  initInboxPhotos: { day: 'pending_shares', minute: 'photo_init' },
};

export interface StartedTask {
  publishId: string;
  /** Where the bytes go; null if TikTok fetches them. */
  uploadUrl: string | null;
}

/**
 * TikTok, in the name of a connected account: with its token, and within what TikTok allows its creator. Raises what the
 * client raises, `PostbusApiError`, and `QuotaFullError` before TikTok is asked.
 */
export interface TikTokAccounts {
  creatorInfo(account: AccountRef): Promise<CreatorInfo>;
  /**
   * Begins the publish task of a publication. `around` is given the call when token and quotas are there, and once more
   * if TikTok refuses the token.
   */
  init(account: AccountRef & { id: string }, init: Init, around?: AroundCall): Promise<StartedTask>;
  status(account: AccountRef, publishId: string): Promise<PublishStatus>;
  /** The creator's public posts since a moment, with as much of their captions as TikTok lists. */
  postsSince(account: AccountRef, since: Date): Promise<ListedPost[]>;
  /** Asks TikTok to give up a task whose files it is still fetching. Whether it does, the status and a webhook tell. */
  cancel(account: AccountRef, publishId: string): Promise<void>;
}

/** Makes a call, and sees how it ends. */
export type AroundCall = (send: () => Promise<StartedTask>) => Promise<StartedTask>;

export function createTikTokAccounts({
  tiktok,
  tokens,
  quotas,
  listPosts,
  logger,
}: {
  tiktok: TikTokClient;
  tokens: AccountTokens;
  quotas: Quotas;
  listPosts: PostLister;
  logger: Logger;
}): TikTokAccounts {
  /** @param taken what the call takes, with who takes it: a publication counts once a day, a call each time. */
  function call<Result>(
    account: AccountRef,
    taken: { kind: QuotaKind; usedBy?: string }[],
    run: (accessToken: string) => Promise<Result>,
  ): Promise<Result> {
    return tokens.withToken(account, async ({ accessToken, openId }) => {
      const { workspaceId, accountId, correlationId } = account;
      const subject = { workspaceId, accountId, correlationId, creator: openId };
      const takings = taken.map(({ kind, usedBy = uuidv7() }) => ({ kind, usedBy }));
      for (const taking of takings) await quotas.take(subject, taking);
      try {
        return await run(accessToken);
      } catch (error) {
        await quotas.learn(subject, { kinds: taken.map(({ kind }) => kind), error });
        throw error;
      } finally {
        // TikTok's answer must not be lost over this.
        await quotas.settle(openId, takings).catch((err: unknown) => {
          logger.warn(
            { err, accountId },
            'a call to TikTok counts from when it began, not from when it ended',
          );
        });
      }
    });
  }

  return {
    creatorInfo: (account) =>
      call(account, [{ kind: 'creator_info' }], (token) => tiktok.queryCreatorInfo(token)),
    init(account, init, around = (send) => send()) {
      const { day, minute } = quotasOf[init.call];
      return call(account, [{ kind: day, usedBy: account.id }, { kind: minute }], (token) =>
        around(() => send(tiktok, token, init)),
      );
    },
    status: (account, publishId) =>
      call(account, [{ kind: 'status' }], (token) => tiktok.fetchStatus(token, publishId)),
    // TikTok's limit for it counts for the whole app.
    postsSince: (account, since) => call(account, [], (token) => listPosts(account, token, since)),
    // TikTok states no limit for it.
    cancel: (account, publishId) => call(account, [], (token) => tiktok.cancelPublish(token, publishId)),
  };
}

async function send(tiktok: TikTokClient, token: string, init: Init): Promise<StartedTask> {
  switch (init.call) {
    case 'initDirectVideo':
      return tiktok.initDirectVideo(token, init.request);
    case 'initInboxVideo':
      return tiktok.initInboxVideo(token, init.request);
    case 'initDirectPhotos':
      return { ...(await tiktok.initDirectPhotos(token, init.request)), uploadUrl: null };
    case 'initInboxPhotos':
      return { ...(await tiktok.initInboxPhotos(token, init.request)), uploadUrl: null };
  }
}
