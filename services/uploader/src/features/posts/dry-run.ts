import type { Database } from '@postbus/db';
import { AppError, type Caller } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import type { AccountTokens } from '../../integrations/account-tokens.ts';
import type { TikTokAccounts } from '../../integrations/tiktok-accounts.ts';
import { listMedia, type Media } from '../media/repository.ts';
import { creatorProblems } from '../publishing/creator-rules.ts';
import { judgeFailure } from '../publishing/judge-failure.ts';
import type { Quotas } from '../quotas/quotas.ts';
import { appProblems } from './app-rules.ts';
import { clashProblem, mediaProblems, optionProblems } from './check-post.ts';
import type { NewPost } from './create-post.ts';
import { readSchedule } from './schedule.ts';
import type { DryRun } from './schemas.ts';

export interface DryRunRequest {
  caller: Caller;
  correlationId: string;
  post: NewPost;
}

type Problem = DryRun['problems'][number];

export type DryRunner = ReturnType<typeof createDryRunner>;

/**
 * Makes the function that runs every check of a post and creates nothing. It asks TikTok what each creator allows, as
 * publishing will.
 */
export function createDryRunner({
  db,
  tokens,
  tiktokAccounts,
  quotas,
  publicUrl,
  clock,
}: {
  db: Database;
  tokens: AccountTokens;
  tiktokAccounts: TikTokAccounts;
  quotas: Quotas;
  /** Where TikTok reaches this service. */
  publicUrl: string;
  clock: () => number;
}) {
  return async (request: DryRunRequest): Promise<DryRun> => {
    const { caller, post } = request;
    const { workspaceId } = caller;
    const { content } = post;
    const media = await listMedia(db, { workspaceId, mediaIds: content.mediaIds });
    const problems = [...optionProblems({ ...post, ...content }), ...mediaProblems(content, media)];
    const scheduledAt = await scheduleOf(post, problems);
    const dueAt = scheduledAt ?? new Date(clock());
    const accounts = await Promise.all(
      post.accountIds.map(async (accountId) => ({
        accountId,
        problems: await accountProblems(accountId, { request, media, dueAt }),
      })),
    );
    return {
      ok: problems.length === 0 && accounts.every((account) => account.problems.length === 0),
      scheduledAt: scheduledAt?.toISOString() ?? null,
      problems: problems.map(problemOf),
      accounts,
    };
  };

  async function scheduleOf(
    { scheduledAt, timeZone }: NewPost,
    problems: AppError[],
  ): Promise<Date | undefined> {
    if (scheduledAt === undefined) return undefined;
    try {
      return (await readSchedule(db, { scheduledAt, timeZone }, new Date(clock()))).at;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(error);
      return undefined;
    }
  }

  async function accountProblems(
    accountId: string,
    { request, media, dueAt }: { request: DryRunRequest; media: Media[]; dueAt: Date },
  ): Promise<Problem[]> {
    const { caller, correlationId, post } = request;
    const account = { workspaceId: caller.workspaceId, accountId, correlationId };
    const { content, mode, postInfo, allowDuplicate } = post;
    try {
      const connected = await tokens.checkAccount(account);
      const { openId: creator } = connected;
      const clash = allowDuplicate ? null : await clashProblem(db, { accountId, content, dueAt });
      const kind = mode === 'direct' ? 'direct_posts' : 'pending_shares';
      const full = await quotas.forecast({ creator, accountId }, { kind, dueAt });
      const found = [clash, full && errors.quotaForecast({ details: full })].filter((one) => one !== null);
      found.push(...appProblems(connected, post, publicUrl));
      if (mode === 'direct') {
        const creator = await tiktokAccounts.creatorInfo(account);
        found.push(...creatorProblems(creator, postInfo, { durationMs: media[0]?.durationMs ?? null }));
      }
      return found.map(problemOf);
    } catch (error) {
      return [error instanceof AppError ? problemOf(error) : platformProblem(error)];
    }
  }
}

const problemOf = ({ code, message, userMessage, retry, details }: AppError): Problem => ({
  ...{ code, message, userMessage },
  retryable: retry === 'later',
  ...(details !== undefined && { details }),
});

/** What TikTok, or auth-gateway, has against it. */
function platformProblem(error: unknown): Problem {
  const { code, message, retryable } = judgeFailure(error).failure;
  return { code, message, userMessage: 'TikTok does not take posts of this account now.', retryable };
}
