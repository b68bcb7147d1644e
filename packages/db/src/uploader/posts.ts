import { index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uploaderSchema } from './schema.ts';

/** The options of a post as its client gave them. */
interface PostInfo {
  title?: string;
  privacyLevel?: 'PUBLIC_TO_EVERYONE' | 'MUTUAL_FOLLOW_FRIENDS' | 'FOLLOWER_OF_CREATOR' | 'SELF_ONLY';
  disableDuet?: boolean;
  disableStitch?: boolean;
  disableComment?: boolean;
  videoCoverTimestampMs?: number;
  brandContentToggle?: boolean;
  brandOrganicToggle?: boolean;
  isAigc?: boolean;
}

/** What someone wants published. */
export const posts = uploaderSchema.table(
  'posts',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    clientId: text('client_id').notNull(),
    source: text().$type<'FILE_UPLOAD'>().notNull(),
    mode: text().$type<'direct' | 'inbox'>().notNull(),
    /** Kept when the file is deleted after publishing. */
    mediaId: uuid('media_id').notNull(),
    postInfo: jsonb('post_info').$type<PostInfo>().notNull(),
    /** When it is to go out; null for at once. */
    scheduledAt: timestamp('scheduled_at', { withTimezone: true }),
    /** The time zone that the schedule was given in, to show it in. */
    timeZone: text('time_zone'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('posts_page').on(table.workspaceId, table.id), index('posts_media').on(table.mediaId)],
);
