import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/** Why a publication failed, as its event tells. */
export interface PostFailure {
  code: string;
  message: string;
  logId: string | null;
  retryable: boolean;
}

/** Who made a post: Postbus, or somebody in TikTok's app or with another tool. */
export type PostSource = 'postbus' | 'tiktok';

/**
 * Every post on TikTok, once. A publication of Postbus is the newest event about it: it may arrive before its account,
 * hence no foreign key. A post made outside Postbus is what `tiktok_videos` holds of it, and is here for as long as no
 * publication says that it became this post. So each row follows from one other row, whatever the order of events.
 */
export const tiktokPosts = crmSyncSchema.table(
  'tiktok_posts',
  {
    /** The publication, or `crm_id` of the video. Sorts by the time of making. */
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    accountId: uuid('account_id').notNull(),
    source: text().$type<PostSource>().notNull(),
    /** The publication; null for a post that was made outside Postbus. */
    publicationId: uuid('publication_id'),
    /** The post at Postbus that this is one publication of. */
    postbusPostId: uuid('postbus_post_id'),
    mode: text(),
    status: text().notNull(),
    /** TikTok's id of the publish task. */
    publishId: text('publish_id'),
    /** TikTok's ids of the public posts: 64-bit numbers, so text. */
    platformPostIds: text('platform_post_ids').array().notNull(),
    caption: text(),
    /** Of the caption, in lower case and without the sign. */
    hashtags: text().array().notNull().default(sql`'{}'`),
    mediaId: uuid('media_id'),
    failure: jsonb().$type<PostFailure>(),
    scheduledAt: timestamp('scheduled_at', { withTimezone: true, precision: 3 }),
    publishedAt: timestamp('published_at', { withTimezone: true, precision: 3 }),
    /** Counts the changes of the publication at its owner; a lower one never overwrites a higher one. */
    version: bigint({ mode: 'number' }).notNull(),
    /** When the owner made this version. Milliseconds: a cursor carries it and must not round. */
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    uniqueIndex('tiktok_posts_publication').on(table.publicationId),
    index('tiktok_posts_workspace').on(table.workspaceId, table.id),
    index('tiktok_posts_workspace_updated').on(table.workspaceId, table.updatedAt, table.id),
    index('tiktok_posts_account').on(table.workspaceId, table.accountId, table.id),
    // Without a list of what is pending, which every look-up would have to go through.
    index('tiktok_posts_platform_post_ids').using('gin', table.platformPostIds).with({ fastupdate: false }),
  ],
);
