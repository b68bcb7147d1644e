import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, real, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uploaderSchema } from './schema.ts';

interface Slideshow {
  mediaIds: string[];
  secondsPerImage: number;
  fadeSeconds: number;
  /** `#rrggbb` */
  background: string;
}

/** Files that came in. The bytes lie in the media directory under the row's id. */
export const media = uploaderSchema.table(
  'media',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    clientId: text('client_id').notNull(),
    /**
     * `uploading` or `importing` until all bytes are there and were found to be a video or a photo; `encoding` while a
     * video is made of it; then `ready`. What was imported or encoded can be `failed`; an upload that is of no use is removed.
     */
    status: text().$type<'uploading' | 'importing' | 'encoding' | 'ready' | 'failed'>().notNull(),
    /** Whether a video that TikTok would refuse is to be converted. */
    convert: boolean().notNull().default(false),
    /** What a slideshow is made of. */
    slideshow: jsonb().$type<Slideshow>(),
    /** How much of the encoding is done, from 0 to 1. */
    progress: real(),
    /** Where an import comes from. Such an address is often a secret. Gone when the import has ended. */
    sourceUrlEncrypted: text('source_url_encrypted'),
    /** Why an import or the encoding failed. */
    failure: jsonb().$type<{ code: string; message: string }>(),
    /** Null while the client has not yet said how many bytes it will send. */
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    /** What the client said about the file, as tus metadata. */
    metadata: jsonb().$type<Record<string, string | null>>().notNull(),
    fileName: text('file_name'),
    /** What was found in the file. Null until it is `ready`; of a photo only the type and the size of the picture. */
    kind: text().$type<'video' | 'photo'>(),
    container: text().$type<'mp4' | 'quicktime' | 'webm' | 'other'>(),
    mimeType: text('mime_type'),
    codec: text(),
    width: integer(),
    height: integer(),
    framesPerSecond: real('frames_per_second'),
    durationMs: integer('duration_ms'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    readyAt: timestamp('ready_at', { withTimezone: true }),
  },
  (table) => [
    index('media_page').on(table.workspaceId, table.id),
    // Few at any time: those whose images must not be deleted.
    index('media_encoding').on(table.id).where(sql`${table.status} = 'encoding'`),
  ],
);
