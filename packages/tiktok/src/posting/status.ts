import { Type } from 'typebox';
import type { ApiCaller } from '../http/api-call.ts';
import { wireReader } from '../http/wire.ts';
import { idOrNull } from '../json.ts';
import { checkPublishId } from './publish-id.ts';

/** How far TikTok is. It may add values, so an unknown one is given as it came. */
export type PublishStatusName =
  | 'PROCESSING_UPLOAD'
  | 'PROCESSING_DOWNLOAD'
  | 'SEND_TO_USER_INBOX'
  | 'PUBLISH_COMPLETE'
  | 'FAILED'
  | (string & {});

export interface PublishStatus {
  status: PublishStatusName;
  /** Why it `FAILED`; judge it with `dispositionOfFailReason`. */
  failReason: string | null;
  /** Public posts that passed moderation; several if a draft was posted several times. 64-bit numbers, as strings. */
  postIds: string[];
  /** Of a file upload: how many bytes TikTok has. */
  uploadedBytes: number | null;
  /** Of a pull from a URL. */
  downloadedBytes: number | null;
}

const PostIds = Type.Optional(Type.Array(Type.Union([Type.String(), Type.Integer()])));

const read = wireReader(
  Type.Object({
    status: Type.String({ minLength: 1 }),
    failReason: Type.Optional(Type.String()),
    publicalyAvailablePostId: PostIds, // TikTok's own spelling.
    publiclyAvailablePostId: PostIds,
    uploadedBytes: Type.Optional(Type.Integer()),
    downloadedBytes: Type.Optional(Type.Integer()),
  }),
);

/**
 * How a publish stands. A failed one is no error: it has the status `FAILED`. An unknown id is `invalid_publish_id`,
 * which is also answered for a moment right after init.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-get-video-status
 */
export async function fetchStatus(
  call: ApiCaller,
  accessToken: string,
  publishId: string,
): Promise<PublishStatus> {
  checkPublishId(publishId);
  const data = await call(accessToken, {
    method: 'POST',
    path: '/v2/post/publish/status/fetch/',
    body: { publish_id: publishId },
    read,
  });
  const ids = [...(data.publicalyAvailablePostId ?? []), ...(data.publiclyAvailablePostId ?? [])];
  return {
    status: data.status,
    failReason: data.failReason || null,
    postIds: [...new Set(ids.map(idOrNull).filter((id) => id !== null))],
    uploadedBytes: data.uploadedBytes ?? null,
    downloadedBytes: data.downloadedBytes ?? null,
  };
}
