import { type Static, Type } from 'typebox';
import { parameterError } from '../http/api-error.ts';
import type { Settings } from '../state/settings.ts';
import { chunkProblem } from './chunk-rules.ts';

/** `source_info` of both video inits. Which fields must be there depends on the source. */
export const SourceInfo = Type.Object({
  source: Type.Union([Type.Literal('FILE_UPLOAD'), Type.Literal('PULL_FROM_URL')]),
  video_url: Type.Optional(Type.String()),
  video_size: Type.Optional(Type.Integer()),
  chunk_size: Type.Optional(Type.Integer()),
  total_chunk_count: Type.Optional(Type.Integer()),
});

/** A checked source. */
export type Source =
  | { kind: 'file'; videoSize: number; chunkSize: number; totalChunkCount: number }
  | { kind: 'url'; urls: string[] };

/** @throws ApiError a parameter error, with the message that TikTok gives where it is known */
export function readSource(settings: Settings, given: Static<typeof SourceInfo>): Source {
  if (given.source === 'PULL_FROM_URL') {
    const videoUrl = given.video_url ?? '';
    if (!URL.canParse(videoUrl)) throw parameterError(settings, 'The video_url is missing or invalid.');
    return { kind: 'url', urls: [videoUrl] };
  }
  const { video_size: videoSize, chunk_size: chunkSize, total_chunk_count: totalChunkCount } = given;
  if (videoSize === undefined || chunkSize === undefined || totalChunkCount === undefined) {
    throw parameterError(settings, 'FILE_UPLOAD needs video_size, chunk_size and total_chunk_count.');
  }
  const problem = chunkProblem({ videoSize, chunkSize, totalChunkCount });
  if (problem) throw parameterError(settings, problem);
  return { kind: 'file', videoSize, chunkSize, totalChunkCount };
}
