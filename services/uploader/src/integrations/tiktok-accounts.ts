import type { QuotaKind } from '@postbus/db/uploader';
import type { Logger } from '@postbus/service-kit';
import type { CreatorInfo, PublishStatus, StartedPublish, TikTokClient } from '@postbus/tiktok';
import { v7 as uuidv7 } from 'uuid';
import type { Quotas } from '../features/quotas/quotas.ts';
import type { AccountRef, AccountTokens } from './account-tokens.ts';

type DirectVideo = Parameters<TikTokClient['initDirectVideo']>[1];
type InboxVideo = Parameters<TikTokClient['initInboxVideo']>[1];

/**
 * TikTok, in the name of a connected account: with its token, and within what TikTok allows its creator. Raises what the
 * client raises, `PostbusApiError`, and `QuotaFullError` before TikTok is asked.
 */
export interface TikTokAccounts {
  creatorInfo(account: AccountRef): Promise<CreatorInfo>;
  /** Begins the publish task of a publication. */
  initDirectVideo(account: AccountRef, publicationId: string, request: DirectVideo): Promise<StartedPublish>;
  initInboxVideo(account: AccountRef, publicationId: string, request: InboxVideo): Promise<StartedPublish>;
  status(account: AccountRef, publishId: string): Promise<PublishStatus>;
}

export function createTikTokAccounts({
  tiktok,
  tokens,
  quotas,
  logger,
}: {
  tiktok: TikTokClient;
  tokens: AccountTokens;
  quotas: Quotas;
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
    initDirectVideo: (account, usedBy, request) =>
      call(account, [{ kind: 'direct_posts', usedBy }, { kind: 'direct_init' }], (token) =>
        tiktok.initDirectVideo(token, request),
      ),
    initInboxVideo: (account, usedBy, request) =>
      call(account, [{ kind: 'pending_shares', usedBy }, { kind: 'inbox_init' }], (token) =>
        tiktok.initInboxVideo(token, request),
      ),
    status: (account, publishId) =>
      call(account, [{ kind: 'status' }], (token) => tiktok.fetchStatus(token, publishId)),
  };
}
