import { postQuota } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import { outbox, type QuotaKind } from '@postbus/db/uploader';
import { writeEvent } from '@postbus/events';
import { TikTokError } from '@postbus/tiktok';
import type { AccountRef } from '../../integrations/account-tokens.ts';
import { windowDelayMs } from '../publishing/backoff.ts';
import { type DailyQuota, isDaily, type Limit, type Limits } from './limits.ts';
import { QuotaFullError } from './quota-full-error.ts';
import {
  block,
  countDue,
  countSince,
  look,
  mostUsed,
  type QuotaKey,
  type Taking,
  take,
  touch,
} from './repository.ts';

/** Of this much of a daily quota somebody is told. */
const warningShare = 0.8;

/** TikTok's answers about the caps of a day. */
const capCodes: Record<string, QuotaKind> = {
  spam_risk_too_many_posts: 'direct_posts',
  spam_risk_too_many_pending_share: 'pending_shares',
};

export type Quotas = ReturnType<typeof createQuotas>;

/** Counts what TikTok allows a creator, together with every other process. */
export function createQuotas({ db, limits }: { db: Database; limits: Limits }) {
  const kinds = Object.keys(limits) as QuotaKind[];

  async function tell(
    tx: Queryable,
    account: AccountRef,
    news: { kind: DailyQuota; level: 'warning' | 'exhausted'; used: number; waitMs: number },
  ): Promise<void> {
    const { kind, level, used, waitMs } = news;
    const { workspaceId, accountId, correlationId } = account;
    const { limit, windowMs } = limits[kind];
    const resetsAt = waitMs > 0 ? new Date(Date.now() + waitMs).toISOString() : null;
    const windowSeconds = windowMs / 1000;
    const event = postQuota.create({
      subject: accountId,
      workspaceId,
      correlationId,
      data: { accountId, platform: 'tiktok', quota: kind, level, used, limit, windowSeconds, resetsAt },
    });
    await writeEvent(tx, outbox, event);
  }

  async function takeAndTell(
    tx: Queryable,
    account: AccountRef & { creator: string },
    { kind, usedBy }: { kind: DailyQuota; usedBy: string },
  ): Promise<Taking> {
    const { limit } = limits[kind];
    const taking = await take(tx, { creator: account.creator, kind, usedBy }, limits[kind]);
    const { isTaken, isAgain, used, waitMs } = taking;
    if (isTaken && !isAgain) {
      if (used === limit) await tell(tx, account, { kind, level: 'exhausted', used, waitMs });
      else if (used === Math.ceil(limit * warningShare))
        await tell(tx, account, { kind, level: 'warning', used, waitMs });
    }
    return taking;
  }

  return {
    /** How each quota of a creator stands just now. */
    look: (creator: string): Promise<QuotaState[]> =>
      Promise.all(kinds.map((kind) => stateOf(db, { creator, kind }, limits[kind]))),

    /** Of each quota, what is left to the creator who has least of it. */
    async least(): Promise<{ quota: QuotaKind; remaining: number }[]> {
      const most = await Promise.all(kinds.map((kind) => mostUsed(db, kind, limits[kind])));
      return kinds.map((quota, index) => ({
        quota,
        remaining: Math.max(0, limits[quota].limit - (most[index] ?? 0)),
      }));
    },

    /**
     * How many of a daily quota a creator will have used when one more is due at a time: what counts still then, and
     * what else is due in the day before. Null if that leaves room.
     */
    async forecast(
      { creator, accountId }: { creator: string; accountId: string },
      { kind, dueAt }: { kind: DailyQuota; dueAt: Date },
    ): Promise<{ quota: DailyQuota; limit: number; expected: number } | null> {
      const { limit, windowMs } = limits[kind];
      const mode = kind === 'direct_posts' ? 'direct' : 'inbox';
      const from = new Date(dueAt.getTime() - windowMs);
      const used = await countSince(db, { creator, kind }, from);
      const expected = used + (await countDue(db, { accountId, mode, from, to: dueAt }));
      return expected >= limit ? { quota: kind, limit, expected } : null;
    },

    /**
     * Takes one before TikTok is called. Raises {@link QuotaFullError}. What is taken for a call that then never comes
     * stays taken: TikTok is asked too seldom rather than too often.
     */
    async take(
      account: AccountRef & { creator: string },
      { kind, usedBy }: { kind: QuotaKind; usedBy: string },
    ): Promise<void> {
      // What nobody is told of is one statement, and that its own transaction.
      const taking = isDaily(kind)
        ? await db.transaction((tx) => takeAndTell(tx, account, { kind, usedBy }))
        : await take(db, { creator: account.creator, kind, usedBy }, limits[kind]);
      if (!taking.isTaken) throw new QuotaFullError(kind, taking.waitMs);
    },

    /**
     * After a call, whatever came of it: it counts from now on. TikTok got it some time between the taking and now, and
     * its window must not be over later than ours.
     */
    settle: (creator: string, takings: { kind: QuotaKind; usedBy: string }[]): Promise<unknown> =>
      Promise.all(takings.map((taking) => touch(db, { creator, ...taking }))),

    /** Takes TikTok's word that a quota is full: whoever comes next waits without asking. */
    async learn(
      account: AccountRef & { creator: string },
      { kinds, error }: { kinds: QuotaKind[]; error: unknown },
    ): Promise<void> {
      if (!(error instanceof TikTokError)) return;
      const { code, retryAfterSeconds } = error;
      const kind =
        capCodes[code] ?? (code === 'rate_limit_exceeded' ? kinds.find((one) => !isDaily(one)) : undefined);
      if (kind === undefined) return;
      const waitMs = windowDelayMs(retryAfterSeconds);
      await db.transaction(async (tx) => {
        const isNews = await block(tx, { creator: account.creator, kind }, waitMs);
        if (isNews && isDaily(kind))
          await tell(tx, account, { kind, level: 'exhausted', used: limits[kind].limit, waitMs });
      });
    },
  };
}

export interface QuotaState {
  quota: QuotaKind;
  limit: number;
  windowSeconds: number;
  used: number;
  remaining: number;
  resetsAt: string | null;
  blockedUntil: string | null;
}

async function stateOf(db: Queryable, key: QuotaKey, limits: Limit): Promise<QuotaState> {
  const { limit, windowMs } = limits;
  const { used, oldestMs, blockedMs } = await look(db, key, limits);
  return {
    quota: key.kind,
    limit,
    windowSeconds: windowMs / 1000,
    used,
    remaining: blockedMs === null ? Math.max(0, limit - used) : 0,
    resetsAt: oldestMs === null ? null : new Date(oldestMs + windowMs).toISOString(),
    blockedUntil: blockedMs === null ? null : new Date(blockedMs).toISOString(),
  };
}
