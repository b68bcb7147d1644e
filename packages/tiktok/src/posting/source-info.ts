import { type Static, Type } from 'typebox';
import { invalidField } from '../errors/tiktok-error.ts';
import { checkChunks } from '../transfer/chunk-plan.ts';

const exact = { additionalProperties: false };

/** The video's bytes are sent with `uploadChunks`. The three figures are those of the chunk plan. */
const FileUpload = Type.Object(
  {
    source: Type.Literal('FILE_UPLOAD'),
    videoSize: Type.Integer(),
    chunkSize: Type.Integer(),
    totalChunkCount: Type.Integer(),
  },
  exact,
);

/** TikTok fetches the video: https, a verified domain or prefix, no redirect, reachable for an hour. */
const PullFromUrl = Type.Object({ source: Type.Literal('PULL_FROM_URL'), videoUrl: Type.String() }, exact);

/** Where the video comes from. */
export const VideoSourceInfo = Type.Union([FileUpload, PullFromUrl]);
export type VideoSourceInfo = Static<typeof VideoSourceInfo>;

/** What a schema cannot say about a source. Raises `invalid_field`. */
export function checkVideoSource(sourceInfo: VideoSourceInfo): void {
  if (sourceInfo.source === 'FILE_UPLOAD') {
    checkChunks(sourceInfo, 'sourceInfo.');
    return;
  }
  const { videoUrl } = sourceInfo;
  if (!URL.canParse(videoUrl) || new URL(videoUrl).protocol !== 'https:') {
    throw invalidField('sourceInfo.videoUrl', 'is no https URL');
  }
}
