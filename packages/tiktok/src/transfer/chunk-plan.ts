import { invalidField } from '../errors/tiktok-error.ts';

/** 4 GiB: the most that TikTok takes. */
export const maxVideoSize = 4 * 1024 ** 3;

// "MB" is not defined by TikTok; these fit both readings of 5 MB and 64 MB. The other two limits follow from them:
// the last chunk is under twice the others, so under 128 MB, and 4 GiB are never more than 1000 chunks.
const minChunkSize = 5 * 1024 ** 2;
const maxChunkSize = 64_000_000;

/** The first and the last byte of a chunk, both inclusive. */
export interface ByteRange {
  first: number;
  last: number;
}

export interface ChunkSizes {
  /** Bytes of the whole video. */
  videoSize: number;
  /** Bytes of every chunk but the last, which takes the remainder too. */
  chunkSize: number;
  totalChunkCount: number;
}

export interface ChunkPlan extends ChunkSizes {
  /** The bytes of chunk `index`, from 0. */
  ranges(index: number): ByteRange;
}

/**
 * Cuts a video into near-equal chunks: one up to 64,000,000 bytes, else as few as possible. Taking chunks of 64 MB
 * instead would leave files of 64 to 128 MB with one chunk that is not the file, which TikTok refuses.
 * Raises `invalid_field` unless `videoSize` is an integer from 1 byte to 4 GiB.
 * Source: developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export function planChunks(videoSize: number): ChunkPlan {
  checkVideoSize(videoSize, '');
  const chunkSize = Math.floor(videoSize / Math.ceil(videoSize / maxChunkSize));
  return chunkPlan({ videoSize, chunkSize });
}

/**
 * The plan that was declared at init, from its saved sizes. An upload has to go on with the chunks it began with.
 * Raises `invalid_field` if TikTok would refuse them.
 */
export function chunkPlan({ videoSize, chunkSize }: Omit<ChunkSizes, 'totalChunkCount'>): ChunkPlan {
  // Never an extra chunk: the remainder belongs to the last one.
  const totalChunkCount = Math.floor(videoSize / chunkSize);
  checkChunks({ videoSize, chunkSize, totalChunkCount }, '');
  return {
    videoSize,
    chunkSize,
    totalChunkCount,
    ranges(index) {
      if (!Number.isInteger(index) || index < 0 || index >= totalChunkCount) {
        throw new RangeError(`no chunk ${index} of ${totalChunkCount}`);
      }
      const first = index * chunkSize;
      return { first, last: index === totalChunkCount - 1 ? videoSize - 1 : first + chunkSize - 1 };
    },
  };
}

/** Holds chunk sizes against TikTok's rules. Raises `invalid_field`, the field's name after `prefix`. */
export function checkChunks({ videoSize, chunkSize, totalChunkCount }: ChunkSizes, prefix: string): void {
  checkVideoSize(videoSize, prefix);
  if (!Number.isInteger(chunkSize) || chunkSize < 1 || chunkSize > maxChunkSize) {
    throw invalidField(`${prefix}chunkSize`, `is not an integer from 1 to ${maxChunkSize}`, chunkSize);
  }
  if (totalChunkCount !== Math.floor(videoSize / chunkSize)) {
    throw invalidField(
      `${prefix}totalChunkCount`,
      'is not videoSize divided by chunkSize, rounded down',
      totalChunkCount,
    );
  }
  if (totalChunkCount <= 1 && chunkSize !== videoSize) {
    throw invalidField(`${prefix}chunkSize`, 'is not videoSize although there is one chunk', chunkSize);
  }
  if (totalChunkCount > 1 && chunkSize < minChunkSize) {
    throw invalidField(
      `${prefix}chunkSize`,
      `is under ${minChunkSize} although there are several chunks`,
      chunkSize,
    );
  }
}

function checkVideoSize(videoSize: number, prefix: string): void {
  if (!Number.isInteger(videoSize) || videoSize < 1 || videoSize > maxVideoSize) {
    throw invalidField(`${prefix}videoSize`, `is not an integer from 1 to ${maxVideoSize}`, videoSize);
  }
}
