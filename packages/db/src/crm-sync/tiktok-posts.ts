import { bigint, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/** Why a publication failed, as its event tells. */
export interface PostFailure {
  code: string;
  message: string;
  logId: string | null;
  retryable: boolean;
}

/**
 * The newest known state of every publication on TikTok. It may arrive before its account, hence no foreign key.
 * Every column comes from one event, so that the row is the same whatever the order in which events arrive.
 */
export const tiktokPosts = crmSyncSchema.table(
  'tiktok_posts',
  {
    publicationId: uuid('publication_id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    accountId: uuid('account_id').notNull(),
    /** The post at Postbus that this is one publication of. */
    postbusPostId: uuid('postbus_post_id').notNull(),
    mode: text().notNull(),
    status: text().notNull(),
    /** TikTok's id of the publish task. */
    publishId: text('publish_id'),
    /** TikTok's ids of the public posts: 64-bit numbers, so text. */
    platformPostIds: text('platform_post_ids').array().notNull(),
    caption: text(),
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
    index('tiktok_posts_workspace').on(table.workspaceId, table.publicationId),
    index('tiktok_posts_workspace_updated').on(table.workspaceId, table.updatedAt, table.publicationId),
    index('tiktok_posts_account').on(table.workspaceId, table.accountId, table.publicationId),
    index('tiktok_posts_platform_post_ids').using('gin', table.platformPostIds),
  ],
);
