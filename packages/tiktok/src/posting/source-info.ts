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

/** What a client of TikTok itself never needs: media at http addresses, for a TikTok on this machine. */
export interface PullRules {
  allowHttp: boolean;
}

/** What a schema cannot say about a source. Raises `invalid_field`. */
export function checkVideoSource(sourceInfo: VideoSourceInfo, rules: PullRules): void {
  if (sourceInfo.source === 'FILE_UPLOAD') {
    checkChunks(sourceInfo, 'sourceInfo.');
    return;
  }
  checkPullUrl('sourceInfo.videoUrl', sourceInfo.videoUrl, rules);
}

/** Raises `invalid_field` unless TikTok would pull from it, as far as that can be seen. */
export function checkPullUrl(field: string, url: string, { allowHttp }: PullRules): void {
  const protocol = URL.parse(url)?.protocol;
  if (protocol === 'https:' || (allowHttp && protocol === 'http:')) return;
  throw invalidField(field, 'is no https URL', url);
}
