/** What an app declares about an upload. */
interface DeclaredChunks {
  videoSize: number;
  chunkSize: number;
  totalChunkCount: number;
}

const longestVideoBytes = 4 * 1024 ** 3;
/** The docs never say which megabyte they mean; only what fits both readings is accepted. */
const smallestChunk = 5 * 1024 ** 2;
const largestChunk = 64_000_000;

/** TikTok's message for a wrong declaration, or null (reference 5.1). */
export function chunkProblem({ videoSize, chunkSize, totalChunkCount }: DeclaredChunks): string | null {
  if (videoSize < 1 || videoSize > longestVideoBytes) return 'The video size is invalid';
  const sizeProblem = 'The chunk size is invalid';
  if (chunkSize < 1 || chunkSize > largestChunk) return sizeProblem;
  if (totalChunkCount === 1 && chunkSize !== videoSize) return sizeProblem;
  if (totalChunkCount > 1 && chunkSize < smallestChunk) return sizeProblem;
  // The rest is merged into the last chunk: floor, not ceil.
  const isCountRight = totalChunkCount === Math.floor(videoSize / chunkSize);
  return isCountRight && totalChunkCount <= 1000 ? null : 'The total chunk count is invalid';
}

/** How long the chunk that begins at `first` must be. */
export function chunkLength(
  { videoSize, chunkSize, totalChunkCount }: DeclaredChunks,
  first: number,
): number {
  const isLast = first >= (totalChunkCount - 1) * chunkSize;
  return isLast ? videoSize - first : chunkSize;
}
