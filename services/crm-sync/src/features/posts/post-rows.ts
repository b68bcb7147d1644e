import { builtOnce, columnsToInsert, type Given, type Queryable, writtenOnce } from '@postbus/db';
import { tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { getTableColumns, type Name, type SQL, sql } from 'drizzle-orm';
import { differsFromExcluded, excludedColumns } from '../../projection/excluded-columns.ts';

export type PostRow = typeof tiktokPosts.$inferSelect;

const columns = getTableColumns(tiktokPosts);
const columnKeys = Object.keys(columns) as (keyof PostRow)[];
const upsert = builtOnce((tx, { rows }: Given<{ rows: string }>) =>
  tx
    .insert(tiktokPosts)
    .select(columnsToInsert(tiktokPosts, rows, columnKeys))
    .onConflictDoUpdate({
      target: tiktokPosts.id,
      set: excludedColumns(tiktokPosts),
      setWhere: differsFromExcluded(tiktokPosts),
    })
    .returning({ id: tiktokPosts.id }),
);

/**
 * Writes the rows as they have to be, and gives the ids of those that were otherwise. The caller holds the
 * publications' newest events.
 */
export async function savePosts(tx: Queryable, rows: PostRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const changed = await upsert(tx, { rows: JSON.stringify(rows) });
  return changed.map(({ id }) => id);
}

/** A post on TikTok. */
export interface PublicPost {
  accountId: string;
  videoId: string;
}

const selectIdsOf = builtOnce((tx, { publicationIds }: Given<{ publicationIds: string[] }>) =>
  tx
    .select({
      accountId: tiktokPosts.accountId,
      videoId: sql<string>`unnest(${tiktokPosts.platformPostIds})`,
    })
    .from(tiktokPosts)
    .where(sql`${tiktokPosts.id} = any(${publicationIds}::uuid[])`),
);

/** The posts on TikTok that these publications have become, as far as is known now. */
export async function idsOfPublications(tx: Queryable, publicationIds: string[]): Promise<PublicPost[]> {
  return publicationIds.length === 0 ? [] : await selectIdsOf(tx, { publicationIds });
}

/** What settling has changed. */
export interface Settled {
  /** Rows of posts made outside Postbus that were written. */
  written: string[];
  /** Those that went, because a publication is this post. */
  replaced: string[];
}

/**
 * Makes the rows of posts that were made outside Postbus what they have to be: there for every video that was seen and
 * that no publication of the account has become, and for no other.
 *
 * Whoever tells of a post, be it an event or TikTok's list, locks its id first. So of two that tell of it at the same
 * time the second sees what the first has written, and a post has one row in the end, whoever is first.
 */
export async function settleOutsidePosts(tx: Queryable, posts: PublicPost[]): Promise<Settled> {
  if (posts.length === 0) return { written: [], replaced: [] };
  const keys = [...new Set(posts.map(({ accountId, videoId }) => `${accountId}/${videoId}`))].toSorted();
  const [accountIds = [], videoIds = []] = [0, 1].map((part) =>
    keys.map((key) => key.split('/')[part] ?? ''),
  );
  const told = { accountIds, videoIds };
  // Sent together and done in this order.
  const [, gone, written] = await Promise.all([
    lockOutside(tx, told),
    removeOutside(tx, told),
    writeOutside(tx, told),
  ]);
  return { written: written.map(({ id }) => id), replaced: gone.map(({ id }) => id) };
}

type Told = Given<{ accountIds: string[]; videoIds: string[] }>;
const toldIn = ({ accountIds, videoIds }: Told) =>
  sql`unnest(${accountIds}::text[]::uuid[], ${videoIds}::text[]) as told(account_id, video_id)`;
const videosOf = (given: Told) => sql`${toldIn(given)} join ${tiktokVideos} as video
  on video.account_id = told.account_id and video.video_id = told.video_id`;
const becamePublication = sql`exists (
  select from ${tiktokPosts} as made where made.source = 'postbus' and made.account_id = video.account_id
    and made.platform_post_ids @> array[video.video_id])`;
const columnNames = Object.values(columns).map(({ name }) => name);

const lockOutside = writtenOnce(
  (given: Told) => sql`
    select pg_advisory_xact_lock(hashtextextended(told.account_id || told.video_id, 0)) from ${toldIn(given)}`,
);
const removeOutside = writtenOnce(
  (given: Told): SQL<{ id: string }> => sql`
    delete from ${tiktokPosts} as post using ${videosOf(given)}
    where post.id = video.crm_id and post.source = 'tiktok' and ${becamePublication}
    returning post.id`,
);
const writeOutside = writtenOnce(
  (given: Told): SQL<{ id: string }> => sql`
    insert into ${tiktokPosts} (${list(columnNames.map((name) => sql.identifier(name)))})
    select ${list(columnNames.map(outsideColumn))} from ${videosOf(given)}
    where video.posted_at is not null and not ${becamePublication}
    order by video.crm_id
    on conflict (id) do update
      set ${list(columnNames.map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`))}
      where ${differsFromExcluded(tiktokPosts)}
    returning id`,
);

const list = (parts: (SQL | Name)[]): SQL => sql.join(parts, sql`, `);

/** What a column of `tiktok_posts` is for a video. Columns that only a publication has are null. */
const ofVideo: Record<string, SQL> = {
  id: sql`video.crm_id`,
  workspace_id: sql`video.workspace_id`,
  account_id: sql`video.account_id`,
  source: sql`'tiktok'`,
  status: sql`'published'`,
  platform_post_ids: sql`array[video.video_id]`,
  caption: sql`video.caption`,
  hashtags: sql`video.hashtags`,
  published_at: sql`video.posted_at`,
  version: sql`video.facts_version`,
  updated_at: sql`video.facts_changed_at`,
};
const outsideColumn = (name: string): SQL => ofVideo[name] ?? sql`null`;
