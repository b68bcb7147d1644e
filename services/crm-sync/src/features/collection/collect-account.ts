import type { Database, Queryable } from '@postbus/db';
import { accountMetrics, tiktokVideos } from '@postbus/db/crm-sync';
import type { Video } from '@postbus/tiktok';
import { and, eq, isNotNull } from 'drizzle-orm';
import { type DisplayedAccount, videosAtOnce } from '../../integrations/tiktok-display.ts';
import { announceAccounts } from '../announcing/announce-account.ts';
import { announceVideos } from '../announcing/announce-posts.ts';
import type { Cause } from '../announcing/cause.ts';
import { accountIntervalMs } from './intervals.ts';
import {
  type Collection,
  fence,
  type Lease,
  listDueVideos,
  newestPostAt,
  saveUnderLease,
} from './repository.ts';
import { saveMissing, saveVideos } from './save-videos.ts';

/** Most pages of a creator's whole list that one pass reads. The next one goes on from there. */
const pagesAtOnce = 10;
/** Most posts that one pass asks for by their ids. */
const dueAtOnce = 10 * videosAtOnce;

const nothing = { written: [], replaced: [] };

export interface PassDependencies {
  db: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  random: () => number;
  leaseMs: number;
}

export interface Pass {
  lease: Lease;
  display: DisplayedAccount;
  /** What the events of this pass belong to. */
  cause: Cause;
  /** Ends the pass after the question that is under way. */
  signal: AbortSignal;
}

/**
 * Asks TikTok once for what is due of an account: its figures, the posts on top of its list, among them those that were
 * made outside Postbus, and the due ones of the others. Every answer is saved before the next question, under the lease.
 * Returns whether there is more to read at once.
 */
export async function collectAccount(
  { db, clock, random, leaseMs }: PassDependencies,
  { lease, display, cause, signal }: Pass,
): Promise<boolean> {
  const { accountId } = lease;

  const save = <Result>(write: (tx: Queryable, held: Collection, now: Date) => Promise<Result>) =>
    db.transaction(async (tx) => {
      const now = new Date(clock());
      const held = await fence(tx, lease, new Date(now.getTime() + leaseMs));
      return write(tx, held, now);
    });

  const saveTold = async (tx: Queryable, { workspaceId }: Collection, videos: Video[], now: Date) => {
    const saved = await saveVideos(tx, { accountId, workspaceId, videos, now, random });
    const { changedIds: videoIds, settled } = saved;
    await announceVideos(tx, { accountId, videoIds, settled }, cause);
    return saved;
  };

  async function collectFigures(): Promise<void> {
    const user = await display.userInfo();
    await save(async (tx, held, now) => {
      const newest = await newestPostAt(tx, accountId);
      const newestPostAgeMs = newest && now.getTime() - newest.getTime();
      const figuresDueAt = new Date(now.getTime() + accountIntervalMs(newestPostAgeMs, random));
      if (!user) return saveUnderLease(tx, lease, { figuresDueAt });
      const figures = {
        followers: user.followerCount ?? null,
        following: user.followingCount ?? null,
        likes: user.likesCount ?? null,
        videos: user.videoCount ?? null,
      };
      await tx
        .insert(accountMetrics)
        .values({ accountId, measuredAt: now, ...figures })
        .onConflictDoNothing();
      await saveUnderLease(tx, lease, { ...figures, measuredAt: now, figuresDueAt });
      const names = ['followers', 'following', 'likes', 'videos'] as const;
      if (names.some((name) => held[name] !== figures[name])) await announceAccounts(tx, [accountId], cause);
    });
  }

  /**
   * From the newest post down to those that were listed the last time, and on as long as there are unknown ones: a post
   * may become public late. An interrupted reading begins anew the next time, so that none is left out.
   */
  async function readTop(listedThrough: Date | null): Promise<void> {
    let cursor: number | null = null;
    let newest: Date | null = null;
    while (!signal.aborted) {
      const page = await display.videoPage(cursor);
      if (!page) return;
      newest ??= newestOf(page.videos);
      const goesOn = await save(async (tx, held, now) => {
        const { newIds } = await saveTold(tx, held, page.videos, now);
        const isNew = newIds.length > 0 || !reaches(page.videos, listedThrough);
        const more = isNew && isMore(page, cursor);
        if (!more) await saveUnderLease(tx, lease, { listedThrough: newest ?? listedThrough });
        return more;
      });
      if (!goesOn) return;
      cursor = page.cursor;
    }
  }

  /** All posts there are, once, however many passes that takes. Returns whether there are more. */
  async function readAll(from: number | null): Promise<boolean> {
    let cursor = from;
    for (let pages = 0; pages < pagesAtOnce && !signal.aborted; pages += 1) {
      const page = await display.videoPage(cursor);
      // Not granted. It may be by the next time that the account is due.
      if (!page) return false;
      const more = isMore(page, cursor);
      // What is posted from now on is newer, and found later.
      const listedThrough = cursor === null ? newestOf(page.videos) : undefined;
      cursor = page.cursor;
      await save(async (tx, held, now) => {
        await saveTold(tx, held, page.videos, now);
        await saveUnderLease(tx, lease, {
          backfillCursor: page.cursor,
          isBackfilled: !more,
          ...(listedThrough && { listedThrough }),
        });
      });
      if (!more) return false;
    }
    return true;
  }

  async function askForDue(): Promise<void> {
    const due = await listDueVideos(db, accountId, { now: new Date(clock()), limit: dueAtOnce });
    for (let first = 0; first < due.length && !signal.aborted; first += videosAtOnce) {
      const videoIds = due.slice(first, first + videosAtOnce);
      const videos = await display.queryVideos(videoIds);
      await save(async (tx, held, now) => {
        if (!videos) return restVideos(tx, accountId, held.figuresDueAt);
        await saveTold(tx, held, videos, now);
        const told = new Set(videos.map(({ id }) => id));
        const missing = videoIds.filter((id) => !told.has(id));
        const newlyMissing = await saveMissing(tx, accountId, { videoIds: missing, now });
        await announceVideos(tx, { accountId, videoIds: newlyMissing, settled: nothing }, cause);
      });
      if (!videos) return;
    }
  }

  const held = await save(async (_tx, row) => row);
  let hasMore = false;
  if (held.isBackfilled) await readTop(held.listedThrough);
  else hasMore = await readAll(held.backfillCursor);
  if (!signal.aborted) await askForDue();
  if (!signal.aborted && held.figuresDueAt.getTime() <= clock()) await collectFigures();
  return hasMore;
}

const timesOf = (videos: Video[]): number[] =>
  videos.flatMap(({ createTime }) => (createTime === undefined ? [] : [createTime * 1000]));

const newestOf = (videos: Video[]): Date | null => {
  const times = timesOf(videos);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
};

/** Whether a page goes down to a time. One without times tells nothing: it does. */
const reaches = (videos: Video[], time: Date | null): boolean => {
  const times = timesOf(videos);
  return time === null || times.length === 0 || Math.min(...times) <= time.getTime();
};

/** Whether there is a next page. A cursor that stands still would go round in circles. */
const isMore = (page: { hasMore: boolean; cursor: number | null }, before: number | null): boolean =>
  page.hasMore && page.cursor !== null && (before === null || page.cursor < before);

/** Posts that nobody may ask for wait for as long as the account. */
async function restVideos(tx: Queryable, accountId: string, until: Date): Promise<void> {
  await tx
    .update(tiktokVideos)
    .set({ nextDueAt: until })
    .where(and(eq(tiktokVideos.accountId, accountId), isNotNull(tiktokVideos.nextDueAt)));
}
