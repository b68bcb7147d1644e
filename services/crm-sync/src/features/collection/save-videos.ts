import { type Queryable, textArray } from '@postbus/db';
import { postMetrics, tiktokVideos } from '@postbus/db/crm-sync';
import type { Video } from '@postbus/tiktok';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { excludedColumns } from '../../projection/excluded-columns.ts';
import { hashtagsOf } from '../posts/hashtags.ts';
import { type Settled, settleOutsidePosts } from '../posts/post-rows.ts';
import { crmIdOf } from './crm-id.ts';
import { missingEveryMs, missingForMs, postIntervalMs } from './intervals.ts';

type VideoRow = typeof tiktokVideos.$inferSelect;

export interface Told {
  accountId: string;
  workspaceId: string;
  videos: Video[];
  now: Date;
  random: () => number;
}

export interface SavedVideos {
  /** Those that nobody had told of before. */
  newIds: string[];
  /** Those whose caption, time, address or figures are not what they were. */
  changedIds: string[];
  settled: Settled;
}

/**
 * Writes down what TikTok has told of posts of one account: what they are, their figures where a measurement was due,
 * when the next one is, and their rows in `tiktok_posts`. The caller holds the account.
 */
export async function saveVideos(tx: Queryable, told: Told): Promise<SavedVideos> {
  const { accountId, now } = told;
  // Always in one order: two transactions that write the same posts must not wait for each other.
  const videos = [...new Map(told.videos.map((video) => [video.id, video])).values()].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const ids = videos.map(({ id }) => id);
  if (ids.length === 0) return { newIds: [], changedIds: [], settled: { written: [], replaced: [] } };
  const rows = await tx
    .select()
    .from(tiktokVideos)
    .where(and(eq(tiktokVideos.accountId, accountId), inArray(tiktokVideos.videoId, ids)));
  const known = new Map(rows.map((row) => [row.videoId, row]));

  const saved = videos.map((video) => nextRow(known.get(video.id), video, told));
  await tx
    .insert(tiktokVideos)
    .values(saved)
    .onConflictDoUpdate({
      target: [tiktokVideos.accountId, tiktokVideos.videoId],
      set: excludedColumns(tiktokVideos),
    });
  const measured = saved.filter((row) => row.measuredAt === now);
  if (measured.length > 0) await tx.insert(postMetrics).values(measured.map(metricsOf)).onConflictDoNothing();
  return {
    newIds: ids.filter((id) => !known.get(id)?.postedAt),
    changedIds: saved.filter((row) => isChanged(known.get(row.videoId), row)).map(({ videoId }) => videoId),
    settled: await settleOutsidePosts(
      tx,
      ids.map((videoId) => ({ accountId, videoId })),
    ),
  };
}

/**
 * Posts that were asked for and not told of: TikTok does not know them any more, or they are not public. Returns those
 * of which that is news.
 */
export async function saveMissing(
  tx: Queryable,
  accountId: string,
  { videoIds, now }: { videoIds: string[]; now: Date },
): Promise<string[]> {
  if (videoIds.length === 0) return [];
  const later = new Date(now.getTime() + missingEveryMs).toISOString();
  const givenUp = new Date(now.getTime() - missingForMs).toISOString();
  const missing = await tx.execute<{ id: string; is_news: boolean }>(sql`
    update ${tiktokVideos} set missing_since = coalesce(missing_since, ${now.toISOString()}::timestamptz),
      next_due_at = case when missing_since is null or missing_since > ${givenUp}::timestamptz
        then ${later}::timestamptz end
    where account_id = ${accountId} and video_id = any(${textArray(videoIds)})
    returning video_id as id, missing_since = ${now.toISOString()}::timestamptz as is_news`);
  return missing.filter((row) => row.is_news).map(({ id }) => id);
}

function nextRow(before: VideoRow | undefined, video: Video, told: Told): VideoRow {
  const { accountId, workspaceId, now, random } = told;
  const facts = factsOf(before, video, now);
  const hasNewFacts =
    !before ||
    facts.caption !== before.caption ||
    facts.shareUrl !== before.shareUrl ||
    facts.postedAt.getTime() !== before.postedAt?.getTime();
  const isDue = !before?.measuredAt || (before.nextDueAt !== null && before.nextDueAt <= now);
  const row: VideoRow = {
    accountId,
    workspaceId,
    videoId: video.id,
    crmId: crmIdOf(accountId, video.id),
    ...facts,
    hashtags: hashtagsOf(facts.caption),
    coverUrl: video.coverImageUrl ?? before?.coverUrl ?? null,
    durationSeconds: video.duration ?? before?.durationSeconds ?? null,
    factsVersion: (before?.factsVersion ?? 0) + (hasNewFacts ? 1 : 0),
    factsChangedAt: hasNewFacts || !before ? now : before.factsChangedAt,
    missingSince: null,
    views: before?.views ?? null,
    likes: before?.likes ?? null,
    comments: before?.comments ?? null,
    shares: before?.shares ?? null,
    measuredAt: before?.measuredAt ?? null,
    nextDueAt: before?.nextDueAt ?? now,
    firstSeenAt: before?.firstSeenAt ?? now,
  };
  if (!isDue) return row;
  return {
    ...row,
    views: video.viewCount ?? row.views ?? 0,
    likes: video.likeCount ?? row.likes ?? 0,
    comments: video.commentCount ?? row.comments ?? 0,
    shares: video.shareCount ?? row.shares ?? 0,
    measuredAt: now,
    nextDueAt: new Date(now.getTime() + postIntervalMs(now.getTime() - facts.postedAt.getTime(), random)),
  };
}

/** A field that TikTok leaves out keeps what was known. */
function factsOf(before: VideoRow | undefined, video: Video, now: Date) {
  return {
    // Both are the caption, cut at 150 characters; the description is the one that photo posts have.
    caption: video.videoDescription || video.title || before?.caption || null,
    shareUrl: video.shareUrl ?? before?.shareUrl ?? null,
    postedAt: video.createTime === undefined ? (before?.postedAt ?? now) : new Date(video.createTime * 1000),
  };
}

const metricsOf = ({ accountId, videoId, measuredAt, views, likes, comments, shares }: VideoRow) => ({
  accountId,
  videoId,
  measuredAt: measuredAt ?? new Date(0),
  views: views ?? 0,
  likes: likes ?? 0,
  comments: comments ?? 0,
  shares: shares ?? 0,
});

const compared = ['factsVersion', 'views', 'likes', 'comments', 'shares'] as const;
const isChanged = (before: VideoRow | undefined, row: VideoRow): boolean =>
  !before || before.missingSince !== null || compared.some((name) => before[name] !== row[name]);
