import type { PublishStatus } from '../posting/status.ts';
import type { ByteRange, ChunkPlan, ChunkSizes } from './chunk-plan.ts';

/** The bytes to send next when `confirmedBytes` are stored: from there to the end of the chunk they lie in. */
export function rangeFrom(plan: ChunkPlan, confirmedBytes: number): ByteRange {
  const index = Math.min(Math.floor(confirmedBytes / plan.chunkSize), plan.totalChunkCount - 1);
  return { first: confirmedBytes, last: plan.ranges(index).last };
}

/**
 * How many bytes TikTok says it has in `Content-Range: bytes 0-{n}/{total}`, or null if that cannot be told.
 * Whether n is a count or the last index is not documented. Stored is always a number of whole chunks, so the reading
 * that ends on one is right.
 */
export function storedBytes(contentRange: string | null, plan: ChunkPlan): number | null {
  const [, last, total] = /^bytes 0-(\d{1,10})\/(\d{1,10})$/.exec(contentRange?.trim() ?? '') ?? [];
  if (last === undefined || Number(total) !== plan.videoSize) return null;
  const asIndex = Number(last) + 1;
  return [asIndex, asIndex - 1].find((bytes) => endsChunk(bytes, plan)) ?? null;
}

/**
 * How many bytes a status says TikTok has, or null if it does not say. A publish that is past its upload has them all.
 */
export function uploadedBytesOf(
  { status, uploadedBytes }: PublishStatus,
  { videoSize }: Pick<ChunkSizes, 'videoSize'>,
): number | null {
  return status === 'PUBLISH_COMPLETE' || status === 'SEND_TO_USER_INBOX' ? videoSize : uploadedBytes;
}

function endsChunk(bytes: number, { videoSize, chunkSize, totalChunkCount }: ChunkPlan): boolean {
  if (bytes === videoSize) return true;
  return bytes % chunkSize === 0 && bytes / chunkSize < totalChunkCount;
}
