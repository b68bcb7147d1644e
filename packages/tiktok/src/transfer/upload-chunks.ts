import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { clientError, invalidField, TikTokError } from '../errors/tiktok-error.ts';
import type { ChunkPlan } from './chunk-plan.ts';
import { type ChunkFailure, type ChunkVerdict, judgeAnswer } from './judge-answer.ts';
import { rangeFrom } from './position.ts';
import { putChunk, type VideoType, videoTypes } from './put-chunk.ts';
import { pause, type RetryPolicy, retryDelayMs } from './retry.ts';

export interface ChunkUpload {
  /** As TikTok gave it. A secret. */
  uploadUrl: string;
  contentType: VideoType;
  /** The plan that was declared at init. */
  plan: ChunkPlan;
  /** A stream of the video's bytes from `first` to `last`, both inclusive. Called again for each try. */
  openRange(first: number, last: number): Readable | Promise<Readable>;
  /** How many bytes are known to be stored; give it whenever an earlier run may have sent some. */
  fromByte?: number;
  /** Called with what is stored, after each chunk and before the next begins. */
  onProgress(confirmedBytes: number): Promise<void>;
  /** Asks the status how many bytes are stored (`uploadedBytesOf`); null if it does not say. */
  fetchUploadedBytes?(): Promise<number | null>;
  signal?: AbortSignal;
}

export interface UploadConnection {
  dispatcher: Dispatcher;
  idleTimeoutMs: number;
  retry: RetryPolicy;
}

/**
 * Sends a video's chunks one after the other, in constant memory, until TikTok has them all. A chunk that met a 5xx,
 * a timeout or a lost connection is sent again; when TikTok is elsewhere than thought, the upload goes on where it is.
 *
 * Raises a `TikTokError`. Its `outcomeUnknown` tells whether TikTok may have the whole video, so that a new init could
 * post it twice. Raises the signal's reason when aborted, and what `openRange` and `onProgress` raise.
 */
export async function uploadChunks(upload: ChunkUpload, connection: UploadConnection): Promise<void> {
  check(upload);
  const { plan, signal } = upload;
  const state: UploadState = {
    confirmed: upload.fromByte ?? 0,
    failures: 0,
    setbacks: 0,
    allMayBeStored: false,
  };

  while (state.confirmed < plan.videoSize) {
    signal?.throwIfAborted();
    const range = rangeFrom(plan, state.confirmed);
    const answer = await putChunk({ ...upload, ...connection, range, videoSize: plan.videoSize, signal });
    const verdict = judgeAnswer(answer, range, plan);
    const confirmed =
      verdict.kind === 'stored'
        ? range.last + 1
        : await recover(verdict, state, { upload, retry: connection.retry });
    if (confirmed > state.confirmed) state.failures = 0;
    if (confirmed !== state.confirmed) await upload.onProgress(confirmed);
    state.confirmed = confirmed;
  }
}

interface UploadState {
  confirmed: number;
  /** Tries in a row without progress. */
  failures: number;
  /** How often TikTok had less than was confirmed. Never forgotten, so that an upload cannot go in circles. */
  setbacks: number;
  /** The last chunk was sent and its answer did not say whether it is stored. */
  allMayBeStored: boolean;
}

/** After a chunk that is not known to be stored: the byte to go on from, or the error that ends the upload. */
async function recover(
  verdict: Exclude<ChunkVerdict, { kind: 'stored' }>,
  state: UploadState,
  { upload, retry }: { upload: ChunkUpload; retry: RetryPolicy },
): Promise<number> {
  const { plan, signal } = upload;
  const isLast = rangeFrom(plan, state.confirmed).last === plan.videoSize - 1;
  if (isLast && verdict.mayBeStored) state.allMayBeStored = true;

  const failOrPause = async () => {
    state.failures += 1;
    if (Math.max(state.failures, state.setbacks) >= retry.attempts) throw uploadError(verdict.failure, state);
    await pause(retryDelayMs(retry, state.failures), signal);
  };

  if (verdict.kind === 'again') {
    await failOrPause();
    // The status may lag behind, so it never takes back what TikTok has confirmed.
    return verdict.answerLost ? Math.max(state.confirmed, (await ask(upload)) ?? 0) : state.confirmed;
  }
  const position =
    verdict.kind === 'resync' ? (verdict.storedBytes ?? (await ask(upload))) : await ask(upload);
  if (verdict.kind === 'refused' && position === plan.videoSize) return position;
  if (verdict.kind === 'refused' || position === null) {
    if (position === null && upload.fromByte !== undefined) state.allMayBeStored = true;
    throw uploadError(verdict.failure, state);
  }
  if (position < state.confirmed) state.setbacks += 1;
  if (position <= state.confirmed) await failOrPause();
  return position;
}

async function ask({ fetchUploadedBytes, plan }: ChunkUpload): Promise<number | null> {
  try {
    const bytes = (await fetchUploadedBytes?.()) ?? null;
    return bytes !== null && Number.isInteger(bytes) && bytes >= 0 && bytes <= plan.videoSize ? bytes : null;
  } catch (error) {
    // A status that cannot be had just now leaves the position unknown; anything else is the caller's word to stop.
    if (error instanceof TikTokError && error.disposition.startsWith('retry')) return null;
    throw error;
  }
}

function uploadError({ code, message, ...rest }: ChunkFailure, { allMayBeStored }: UploadState): TikTokError {
  return clientError(code, message, { ...rest, endpoint: 'upload_url', outcomeUnknown: allMayBeStored });
}

function check({ uploadUrl, contentType, plan, fromByte = 0 }: ChunkUpload): void {
  // Not `new URL`: its error would hold the URL.
  if (!URL.canParse(uploadUrl) || !/^https?:/.test(uploadUrl)) throw invalidField('uploadUrl', 'is no URL');
  if (!videoTypes.includes(contentType))
    throw invalidField('contentType', `is none of ${videoTypes.join(', ')}`);
  if (!Number.isInteger(fromByte) || fromByte < 0 || fromByte > plan.videoSize) {
    throw invalidField('fromByte', 'is not a byte of the video', fromByte);
  }
}
