import type { Database } from '@postbus/db';
import { mediaParts } from '@postbus/db/uploader';
import { and, asc, eq, gt } from 'drizzle-orm';

type Part = Omit<typeof mediaParts.$inferSelect, 'mediaId'>;

/** Which parts of uploads a bucket has. */
export interface UploadParts {
  add(mediaId: string, part: Part): Promise<void>;
  /** The parts from the first one on without a gap: what comes after one may belong to a run that was killed. */
  list(mediaId: string): Promise<Part[]>;
  /** Forgets what comes after a gap. To be done before others are added. */
  trim(mediaId: string): Promise<void>;
}

export function createUploadParts(db: Database): UploadParts {
  const list = async (mediaId: string) => {
    const { partNumber, eTag, sizeBytes } = mediaParts;
    const rows = await db
      .select({ partNumber, eTag, sizeBytes })
      .from(mediaParts)
      .where(eq(mediaParts.mediaId, mediaId))
      .orderBy(asc(partNumber));
    return rows.filter((row, index) => row.partNumber === index + 1);
  };
  return {
    list,
    async add(mediaId, part) {
      const { mediaId: id, partNumber } = mediaParts;
      await db
        .insert(mediaParts)
        .values({ mediaId, ...part })
        .onConflictDoUpdate({ target: [id, partNumber], set: part });
    },
    async trim(mediaId) {
      const { length } = await list(mediaId);
      await db
        .delete(mediaParts)
        .where(and(eq(mediaParts.mediaId, mediaId), gt(mediaParts.partNumber, length)));
    },
  };
}
