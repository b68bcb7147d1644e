import { bigint, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { media } from './media.ts';
import { uploaderSchema } from './schema.ts';

/** Parts of uploads that are in a bucket already. Without a bucket there are none. */
export const mediaParts = uploaderSchema.table(
  'media_parts',
  {
    mediaId: uuid('media_id')
      .notNull()
      .references(() => media.id, { onDelete: 'cascade' }),
    partNumber: integer('part_number').notNull(),
    /** What the bucket calls it. */
    eTag: text('e_tag').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.mediaId, table.partNumber] })],
);
