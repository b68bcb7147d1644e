import { Timestamp, Uuid } from '@postbus/contracts';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import type { AccountTokens } from '../../integrations/account-tokens.ts';
import type { TikTokAccounts } from '../../integrations/tiktok-accounts.ts';
import type { Quotas } from '../quotas/quotas.ts';
import { raisePlatformError } from './platform-error.ts';

const tags = ['accounts'];
const Parameters = Type.Object({ id: Uuid });

const CreatorInfo = Type.Object({
  creatorAvatarUrl: Type.Optional(Type.String({ description: 'Good for two hours' })),
  creatorUsername: Type.String(),
  creatorNickname: Type.String({ description: 'The name to show' }),
  privacyLevelOptions: Type.Array(Type.String(), {
    description: 'Exactly these may be offered, with none chosen beforehand',
  }),
  commentDisabled: Type.Boolean(),
  duetDisabled: Type.Boolean(),
  stitchDisabled: Type.Boolean(),
  maxVideoPostDurationSec: Type.Integer(),
});

const Quota = Type.Object({
  quota: Type.String({
    description:
      'creator_info, direct_init, inbox_init, photo_init, status: calls in a minute. direct_posts, pending_shares: of a day',
  }),
  limit: Type.Integer(),
  windowSeconds: Type.Integer(),
  used: Type.Integer(),
  remaining: Type.Integer(),
  resetsAt: Type.Union([Timestamp, Type.Null()], { description: 'When one more place becomes free' }),
  blockedUntil: Type.Union([Timestamp, Type.Null()], {
    description: 'TikTok has said that it is full, whatever was counted here',
  }),
});

export interface AccountRoutesOptions {
  tokens: AccountTokens;
  tiktokAccounts: TikTokAccounts;
  quotas: Quotas;
}

/** What an account may do just now. */
export async function accountRoutes(
  app: AppServer,
  { tokens, tiktokAccounts, quotas }: AccountRoutesOptions,
): Promise<void> {
  const onRequest = app.requireScope('posts:read');

  app.get(
    '/api/accounts/:id/creator-info',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getCreatorInfo',
        summary: 'What the creator allows just now, for the page where a post is made',
        params: Parameters,
        response: { 200: CreatorInfo },
      },
    },
    async ({ caller, params, correlationId }) => {
      const account = { workspaceId: caller.workspaceId, accountId: params.id, correlationId };
      await tokens.checkAccount(account);
      return await tiktokAccounts.creatorInfo(account).catch(raisePlatformError);
    },
  );

  app.get(
    '/api/accounts/:id/quota',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getQuota',
        summary: 'How much the creator may still do, and when more is free',
        params: Parameters,
        response: { 200: Type.Object({ items: Type.Array(Quota) }) },
      },
    },
    async ({ caller, params, correlationId }) => {
      const account = { workspaceId: caller.workspaceId, accountId: params.id, correlationId };
      const { openId } = await tokens.checkAccount(account);
      return { items: await quotas.look(openId) };
    },
  );
}
