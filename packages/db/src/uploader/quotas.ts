import { index, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uploaderSchema } from './schema.ts';

/** What TikTok counts: calls in a minute by creator, posts and drafts in a day. */
export type QuotaKind =
  | 'creator_info'
  | 'direct_init'
  | 'inbox_init'
  | 'photo_init'
  | 'status'
  | 'direct_posts'
  | 'pending_shares';

/** One row for each quota of a creator that is in use: whoever takes from it locks the row. */
export const quotaWindows = uploaderSchema.table(
  'quota_windows',
  {
    /** TikTok's id of the creator within the platform app. */
    creator: text().notNull(),
    kind: text().$type<QuotaKind>().notNull(),
    /** TikTok itself said that it is full, whatever was counted here. */
    blockedUntil: timestamp('blocked_until', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.creator, table.kind] })],
);

/** What was taken from a quota within its window. Older rows go with the next one. */
export const quotaUsage = uploaderSchema.table(
  'quota_usage',
  {
    creator: text().notNull(),
    kind: text().$type<QuotaKind>().notNull(),
    /** A publication, which counts once however often it takes, or a single call. */
    usedBy: uuid('used_by').notNull(),
    usedAt: timestamp('used_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.creator, table.kind, table.usedBy] }),
    index('quota_usage_used_by').on(table.usedBy),
  ],
);
