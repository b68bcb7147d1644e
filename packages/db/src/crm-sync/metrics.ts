import { bigint, date, index, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

const measuredAt = () => timestamp('measured_at', { withTimezone: true, precision: 3 }).notNull();
const count = (name: string) => bigint(name, { mode: 'number' });

/**
 * Figures of accounts over time. Only added to; partitioned by month; of what is older than 90 days the last row of
 * each day is kept. The migration makes the partitions and the functions that keep them.
 */
export const accountMetrics = crmSyncSchema.table(
  'account_metrics',
  {
    accountId: uuid('account_id').notNull(),
    measuredAt: measuredAt(),
    followers: count('followers'),
    following: count('following'),
    likes: count('likes'),
    videos: count('videos'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.measuredAt] }),
    index('account_metrics_measured_at').using('brin', table.measuredAt),
  ],
);

/** Figures of posts over time, by TikTok's id: whether a publication of Postbus became the post makes no difference. */
export const postMetrics = crmSyncSchema.table(
  'post_metrics',
  {
    accountId: uuid('account_id').notNull(),
    videoId: text('video_id').notNull(),
    measuredAt: measuredAt(),
    views: count('views').notNull(),
    likes: count('likes').notNull(),
    comments: count('comments').notNull(),
    shares: count('shares').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.videoId, table.measuredAt] }),
    index('post_metrics_measured_at').using('brin', table.measuredAt),
  ],
);

/** Up to which day each table of figures has been thinned. */
export const metricsThinning = crmSyncSchema.table('metrics_thinning', {
  tableName: text('table_name').primaryKey(),
  /** Every day before this one is done. */
  doneBefore: date('done_before', { mode: 'string' }).notNull(),
});
