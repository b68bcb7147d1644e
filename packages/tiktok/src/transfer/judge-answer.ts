import type { ClientErrorCode } from '../errors/dispositions.ts';
import type { ConnectionFailure } from '../http/connection-errors.ts';
import type { ByteRange, ChunkPlan } from './chunk-plan.ts';
import { storedBytes } from './position.ts';
import type { ChunkAnswer } from './put-chunk.ts';

/** Why a chunk is not known to be stored. */
export interface ChunkFailure {
  code: ClientErrorCode;
  message: string;
  httpStatus?: number;
  logId?: string | null;
}

/**
 * What an answer to a chunk means.
 *
 * - `stored`: go on behind it.
 * - `again`: send the same chunk again, after asking how far TikTok got if the answer was lost.
 * - `resync`: TikTok is elsewhere: at `storedBytes` if it said so.
 * - `refused`: this upload cannot go on.
 */
export type ChunkVerdict =
  | { kind: 'stored' }
  | { kind: 'again'; failure: ChunkFailure; answerLost: boolean; mayBeStored: boolean }
  | { kind: 'resync'; failure: ChunkFailure; storedBytes: number | null; mayBeStored: boolean }
  | { kind: 'refused'; failure: ChunkFailure; mayBeStored: false };

/** Judges the answer to the chunk `range`, or the lack of one, by the table of the media transfer guide. */
export function judgeAnswer(
  answer: ChunkAnswer | ConnectionFailure,
  range: ByteRange,
  plan: ChunkPlan,
): ChunkVerdict {
  if ('code' in answer) {
    const wasSent = answer.code !== 'unreachable';
    return { kind: 'again', failure: answer, answerLost: wasSent, mayBeStored: wasSent };
  }
  const { status } = answer;
  const end = range.last + 1;
  const position = storedBytes(answer.contentRange, plan);
  const success = end === plan.videoSize ? 201 : 206;
  if (status === success && (position === null || position === end)) return { kind: 'stored' };

  const failure = describe(answer);
  if (isPassing(status)) return { kind: 'again', failure, answerLost: false, mayBeStored: status >= 500 };
  if (isOutOfStep(status)) {
    return { kind: 'resync', failure, storedBytes: position, mayBeStored: status !== 416 };
  }
  return { kind: 'refused', failure, mayBeStored: false };
}

function describe({ status, logId }: ChunkAnswer): ChunkFailure {
  const [code, message] = meaningOf(status);
  return { code, message, httpStatus: status, logId };
}

function meaningOf(status: number): [ClientErrorCode, string] {
  if (status === 403) return ['upload_url_expired', 'The upload URL has expired'];
  if (status === 404) return ['upload_unknown', 'TikTok knows no such upload'];
  if (isOutOfStep(status)) {
    return ['upload_out_of_step', `TikTok answered a chunk with ${status} and is elsewhere in the video`];
  }
  if (isPassing(status)) return ['upload_unavailable', `TikTok answered a chunk with ${status}`];
  return ['upload_rejected', `TikTok refused a chunk with ${status}`];
}

const isPassing = (status: number): boolean => status >= 500 || status === 429 || status === 408;
const isOutOfStep = (status: number): boolean => status === 416 || (status >= 200 && status < 300);
