import { type Queryable, textArray } from '@postbus/db';
import { accountMetrics, postMetrics, tiktokVideos } from '@postbus/db/crm-sync';
import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { AccountFigures, AccountMeasurement } from './account-series.ts';
import type { PostFigures } from './growth.ts';
import type { BucketedMeasurement, Measurement } from './post-series.ts';
import type { Span } from './series-query.ts';

const at = (time: Date): SQL => sql`${time.toISOString()}::timestamptz`;
/** Milliseconds since 1970. */
const ms = (time: SQL): SQL => sql`(extract(epoch from ${time}) * 1000)::float8`;
const bucket = (interval: string): SQL => sql`date_trunc(${interval}::text, measured_at, 'UTC')`;

type Timed<Row> = Row & { bucket_ms: number; measured_ms: number } & Record<string, unknown>;

const accountFigures = sql`followers::float8, following::float8, likes::float8, videos::float8`;
const postFigures = sql`video_id as "videoId", views::float8, likes::float8, comments::float8, shares::float8`;

/** The last measurement of each interval, by time. */
export async function readAccountSeries(
  db: Queryable,
  accountId: string,
  { from, to, interval }: Span,
): Promise<(AccountMeasurement & { bucket: Date })[]> {
  const rows = await db.execute<Timed<AccountFigures>>(sql`
    select * from (
      select distinct on (bucket_ms) ${ms(bucket(interval))} as bucket_ms, ${ms(sql`measured_at`)} as measured_ms,
        ${accountFigures}
      from ${accountMetrics}
      where account_id = ${accountId} and measured_at >= ${at(from)} and measured_at < ${at(to)}
      order by bucket_ms, measured_at desc
    ) as series order by measured_ms`);
  return rows.map(dated);
}

/** The last measurement before a moment. */
export async function readAccountBefore(
  db: Queryable,
  accountId: string,
  moment: Date,
): Promise<AccountMeasurement | null> {
  const [row] = await db.execute<Timed<AccountFigures>>(sql`
    select 0 as bucket_ms, ${ms(sql`measured_at`)} as measured_ms, ${accountFigures} from ${accountMetrics}
    where account_id = ${accountId} and measured_at < ${at(moment)} order by measured_at desc limit 1`);
  return row ? dated(row) : null;
}

/** A post by TikTok's ids of what it became. */
export interface PostKey {
  accountId: string;
  videoIds: string[];
}

/** The last measurement of each interval and post, by time. */
export async function readPostSeries(
  db: Queryable,
  { accountId, videoIds }: PostKey,
  { from, to, interval }: Span,
): Promise<BucketedMeasurement[]> {
  const rows = await db.execute<Timed<PostFigures & { videoId: string }>>(sql`
    select * from (
      select distinct on (video_id, bucket_ms) ${ms(bucket(interval))} as bucket_ms,
        ${ms(sql`measured_at`)} as measured_ms, ${postFigures}
      from ${postMetrics}
      where account_id = ${accountId} and video_id = any(${textArray(videoIds)})
        and measured_at >= ${at(from)} and measured_at < ${at(to)}
      order by video_id, bucket_ms, measured_at desc
    ) as series order by measured_ms`);
  return rows.map(dated);
}

/** The last measurement of each post before a moment. */
export async function readPostBefore(
  db: Queryable,
  { accountId, videoIds }: PostKey,
  moment: Date,
): Promise<Measurement[]> {
  const rows = await db.execute<Timed<PostFigures & { videoId: string }>>(sql`
    select last.* from unnest(${textArray(videoIds)}) as wanted(id) cross join lateral (
      select 0 as bucket_ms, ${ms(sql`measured_at`)} as measured_ms, ${postFigures} from ${postMetrics}
      where account_id = ${accountId} and video_id = wanted.id and measured_at < ${at(moment)}
      order by measured_at desc limit 1) as last`);
  return rows.map(dated);
}

/** What the posts of an account add up to that were made within a time; as they stand now. */
export async function sumOfPosts(
  db: Queryable,
  accountId: string,
  { from, to }: Pick<Span, 'from' | 'to'>,
): Promise<PostFigures & { posts: number }> {
  const sum = (column: SQL) => sql<number>`coalesce(sum(${column}), 0)::float8`;
  const [row] = await db
    .select({
      posts: sql<number>`count(*)::int`,
      views: sum(sql`${tiktokVideos.views}`),
      likes: sum(sql`${tiktokVideos.likes}`),
      comments: sum(sql`${tiktokVideos.comments}`),
      shares: sum(sql`${tiktokVideos.shares}`),
    })
    .from(tiktokVideos)
    .where(
      and(
        eq(tiktokVideos.accountId, accountId),
        gte(tiktokVideos.postedAt, from),
        lt(tiktokVideos.postedAt, to),
      ),
    );
  return row ?? { posts: 0, views: 0, likes: 0, comments: 0, shares: 0 };
}

/** How many views posts had after their first day: the last measurement at an age of 20 to 26 hours. */
export async function readFirstDays(
  db: Queryable,
  accountId: string,
  { from, to }: Pick<Span, 'from' | 'to'>,
): Promise<{ postedAt: Date; views: number }[]> {
  const rows = await db.execute<{ posted_ms: number; views: number }>(sql`
    select ${ms(sql`video.posted_at`)} as posted_ms, day.views::float8 as views
    from ${tiktokVideos} as video cross join lateral (
      select views from ${postMetrics} as m
      where m.account_id = video.account_id and m.video_id = video.video_id
        and m.measured_at between video.posted_at + interval '20 hours' and video.posted_at + interval '26 hours'
      order by m.measured_at desc limit 1) as day
    where video.account_id = ${accountId} and video.posted_at >= ${at(from)} and video.posted_at < ${at(to)}`);
  return rows.map(({ posted_ms: postedMs, views }) => ({ postedAt: new Date(postedMs), views }));
}

function dated<Row>({ bucket_ms: bucketMs, measured_ms: measuredMs, ...row }: Timed<Row>) {
  return { ...(row as Row), bucket: new Date(bucketMs), measuredAt: new Date(measuredMs) };
}
