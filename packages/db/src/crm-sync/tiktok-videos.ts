import { sql } from 'drizzle-orm';
import { bigint, index, integer, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const count = (name: string) => bigint(name, { mode: 'number' });

/**
 * Every public post of a collected account as TikTok tells of it, whoever made it: a record of its own, of which
 * `tiktok_posts` shows those that no publication of Postbus became.
 */
export const tiktokVideos = crmSyncSchema.table(
  'tiktok_videos',
  {
    accountId: uuid('account_id').notNull(),
    /** A 64-bit number, so text. */
    videoId: text('video_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    /** The id that it has in `tiktok_posts` if it was made outside Postbus. */
    crmId: uuid('crm_id').notNull(),
    /** When TikTok says that it was posted; null until it was seen. */
    postedAt: time('posted_at'),
    caption: text(),
    hashtags: text().array().notNull().default(sql`'{}'`),
    shareUrl: text('share_url'),
    /** Dies after six hours. */
    coverUrl: text('cover_url'),
    durationSeconds: integer('duration_seconds'),
    /** Counts the changes of caption, time and address. */
    factsVersion: integer('facts_version').notNull().default(0),
    factsChangedAt: time('facts_changed_at').notNull(),
    /** Since when TikTok does not know it any more: deleted, or not public. */
    missingSince: time('missing_since'),
    views: count('views'),
    likes: count('likes'),
    comments: count('comments'),
    shares: count('shares'),
    measuredAt: time('measured_at'),
    /** Null once nothing more is expected of it. */
    nextDueAt: time('next_due_at'),
    firstSeenAt: time('first_seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.videoId] }),
    index('tiktok_videos_due')
      .on(table.accountId, table.nextDueAt)
      .where(sql`${table.nextDueAt} is not null`),
    index('tiktok_videos_workspace_measured').on(table.workspaceId, table.measuredAt),
    index('tiktok_videos_posted').on(table.accountId, table.postedAt),
  ],
);
