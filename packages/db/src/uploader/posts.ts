import { index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uploaderSchema } from './schema.ts';

/** The options of a post as its client gave them. */
interface PostInfo {
  title?: string;
  description?: string;
  privacyLevel?: 'PUBLIC_TO_EVERYONE' | 'MUTUAL_FOLLOW_FRIENDS' | 'FOLLOWER_OF_CREATOR' | 'SELF_ONLY';
  disableDuet?: boolean;
  disableStitch?: boolean;
  disableComment?: boolean;
  videoCoverTimestampMs?: number;
  photoCoverIndex?: number;
  autoAddMusic?: boolean;
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
    kind: text().$type<'video' | 'photo'>().notNull().default('video'),
    /** Whether we send the bytes, or TikTok fetches them: photos always, a video on demand. */
    source: text().$type<'FILE_UPLOAD' | 'PULL_FROM_URL'>().notNull(),
    mode: text().$type<'direct' | 'inbox'>().notNull(),
    /** One video, or the photos in their order; none if the video lies elsewhere. Kept when the files are deleted. */
    mediaIds: uuid('media_ids').array().notNull(),
    /** Where TikTok fetches a video that lies elsewhere. */
    videoUrl: text('video_url'),
    postInfo: jsonb('post_info').$type<PostInfo>().notNull(),
    /** When it is to go out; null for at once. */
    scheduledAt: timestamp('scheduled_at', { withTimezone: true }),
    /** The time zone that the schedule was given in, to show it in. */
    timeZone: text('time_zone'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('posts_page').on(table.workspaceId, table.id),
    index('posts_media').using('gin', table.mediaIds),
  ],
);
