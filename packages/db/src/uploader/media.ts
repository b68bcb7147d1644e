import { bigint, index, integer, jsonb, real, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uploaderSchema } from './schema.ts';

/** Files that came in. The bytes lie in the media directory under the row's id. */
export const media = uploaderSchema.table(
  'media',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    clientId: text('client_id').notNull(),
    /**
     * `uploading` or `importing` until all bytes are there and were found to be a video or a photo, then `ready`. Only
     * an import can be `failed`; an upload that is of no use is removed.
     */
    status: text().$type<'uploading' | 'importing' | 'ready' | 'failed'>().notNull(),
    /** Where an import comes from. Such an address is often a secret. Gone when the import has ended. */
    sourceUrlEncrypted: text('source_url_encrypted'),
    /** Why an import failed. */
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
  (table) => [index('media_page').on(table.workspaceId, table.id)],
);
