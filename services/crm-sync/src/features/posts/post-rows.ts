import type { Queryable } from '@postbus/db';
import { tiktokPosts, tiktokVideos } from '@postbus/db/crm-sync';
import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { differsFromExcluded, excludedColumns } from '../../projection/excluded-columns.ts';

export type PostRow = typeof tiktokPosts.$inferSelect;

/**
 * Writes the rows as they have to be, and gives the ids of those that were otherwise. The caller holds the
 * publications' newest events.
 */
export async function savePosts(tx: Queryable, rows: PostRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const changed = await tx
    .insert(tiktokPosts)
    .values(rows)
    .onConflictDoUpdate({
      target: tiktokPosts.id,
      set: excludedColumns(tiktokPosts),
      setWhere: differsFromExcluded(tiktokPosts),
    })
    .returning({ id: tiktokPosts.id });
  return changed.map(({ id }) => id);
}

/** TikTok's ids that the publication has now. */
export async function idsOfPublication(tx: Queryable, publicationId: string): Promise<string[]> {
  const [row] = await tx
    .select({ ids: tiktokPosts.platformPostIds })
    .from(tiktokPosts)
    .where(eq(tiktokPosts.id, publicationId));
  return row?.ids ?? [];
}

/** What settling has changed. */
export interface Settled {
  /** Rows of posts made outside Postbus that were written. */
  written: string[];
  /** Those that went, because a publication is this post. */
  replaced: string[];
}

/** A list of texts as one parameter. */
export const textArray = (texts: string[]): SQL => sql`${sql.param(texts)}::text[]`;

/**
 * Makes the rows of posts that were made outside Postbus what they have to be: there for every video that was seen and
 * that no publication of the account has become, and for no other.
 *
 * Whoever tells of a post, be it an event or TikTok's list, locks its id first. So of two that tell of it at the same
 * time the second sees what the first has written, and a post has one row in the end, whoever is first.
 */
export async function settleOutsidePosts(
  tx: Queryable,
  accountId: string,
  videoIds: string[],
): Promise<Settled> {
  if (videoIds.length === 0) return { written: [], replaced: [] };
  const ids = textArray(videoIds.toSorted());
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(${accountId} || id, 0)) from unnest(${ids}) as id`);
  const becamePublication = (list: SQL) => sql`exists (
    select from ${tiktokPosts} as made where made.source = 'postbus' and made.account_id = ${accountId}::uuid
      and made.platform_post_ids && ${list})`;
  const gone = await tx.execute<{ id: string }>(sql`
    delete from ${tiktokPosts} as post
    where post.source = 'tiktok' and post.account_id = ${accountId}::uuid and post.platform_post_ids && ${ids}
      and ${becamePublication(sql`post.platform_post_ids`)}
    returning post.id`);
  const columns = Object.values(getTableColumns(tiktokPosts));
  const written = await tx.execute<{ id: string }>(sql`
    insert into ${tiktokPosts} (${sql.join(
      columns.map(({ name }) => sql.identifier(name)),
      sql`, `,
    )})
    select ${sql.join(
      columns.map(({ name }) => outsideColumn(name)),
      sql`, `,
    )}
    from ${tiktokVideos} as video
    where video.account_id = ${accountId}::uuid and video.video_id = any(${ids}) and video.posted_at is not null
      and not ${becamePublication(sql`array[video.video_id]`)}
    on conflict (id) do update set ${sql.join(
      columns.map(({ name }) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`),
      sql`, `,
    )}
    where ${differsFromExcluded(tiktokPosts)}
    returning id`);
  return { written: written.map(({ id }) => id), replaced: gone.map(({ id }) => id) };
}

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
