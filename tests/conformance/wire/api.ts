import { waitFor } from '@postbus/testing';
import { video } from '../support/media.ts';
import type { RunningTiktok } from '../support/start-tiktok.ts';
import { type Answer, send } from './answer.ts';

export const paths = {
  userInfo: '/v2/user/info/',
  videoList: '/v2/video/list/',
  videoQuery: '/v2/video/query/',
  creatorInfo: '/v2/post/publish/creator_info/query/',
  directVideo: '/v2/post/publish/video/init/',
  inboxVideo: '/v2/post/publish/inbox/video/init/',
  photos: '/v2/post/publish/content/init/',
  status: '/v2/post/publish/status/fetch/',
  cancel: '/v2/post/publish/cancel/',
};

type Base = Pick<RunningTiktok, 'url'>;

/** Calls an endpoint with a JSON body and a bearer token. */
export function post(tiktok: Base, path: string, accessToken: string, body: unknown = {}): Promise<Answer> {
  return send(`${tiktok.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json; charset=UTF-8',
    },
    body: JSON.stringify(body),
  });
}

/** User info with the fields as one string. */
export function userInfo(tiktok: Base, accessToken: string, fields: string): Promise<Answer> {
  return send(`${tiktok.url}${paths.userInfo}?fields=${encodeURIComponent(fields)}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
}

/** `source_info` of a file in one chunk. */
export const fileSource = (bytes: number) => ({
  source: 'FILE_UPLOAD',
  video_size: bytes,
  chunk_size: bytes,
  total_chunk_count: 1,
});

export const urlSource = (url: string) => ({ source: 'PULL_FROM_URL', video_url: url });

/** The least `post_info` that a creator with a public account may send. */
export const publicPost = { privacy_level: 'PUBLIC_TO_EVERYONE' };

/** Body of a direct post of a file in one chunk. */
export const directFile = (bytes: number, postInfo: Record<string, unknown> = {}) => ({
  post_info: { ...publicPost, ...postInfo },
  source_info: fileSource(bytes),
});

/** Body of photos by URL. */
export const photoBody = (
  mode: 'DIRECT_POST' | 'MEDIA_UPLOAD',
  photoImages: string[],
  postInfo: Record<string, unknown> = {},
) => ({
  media_type: 'PHOTO',
  post_mode: mode,
  post_info: mode === 'DIRECT_POST' ? { ...publicPost, ...postInfo } : postInfo,
  source_info: { source: 'PULL_FROM_URL', photo_images: photoImages, photo_cover_index: 0 },
});

/** Sends a range of a file; `total` is the length of the whole. */
export function put(
  uploadUrl: unknown,
  body: Uint8Array<ArrayBuffer>,
  contentRange: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(String(uploadUrl), {
    method: 'PUT',
    headers: { 'content-type': 'video/mp4', 'content-range': contentRange, ...headers },
    body,
  });
}

/** Sends a whole file in one chunk. */
export const putWhole = (uploadUrl: unknown, file: Uint8Array<ArrayBuffer>) =>
  put(uploadUrl, file, `bytes 0-${file.length - 1}/${file.length}`);

export const fetchStatus = (tiktok: Base, accessToken: string, publishId: string) =>
  post(tiktok, paths.status, accessToken, { publish_id: publishId });

/** Waits until a post has this status. Asks the sandbox's list of posts, which has no rate limit. */
export async function untilStatus(tiktok: RunningTiktok, publishId: string, status: string) {
  return waitFor(`${publishId} to be ${status}`, async () => {
    const found = (await tiktok.control.posts()).find((entry) => entry.publishId === publishId);
    if (found?.status === 'FAILED' && status !== 'FAILED') throw new Error(`failed: ${found.failReason}`);
    return found?.status === status ? found : undefined;
  });
}

interface UploadOptions {
  path?: string;
  file?: Uint8Array<ArrayBuffer>;
  postInfo?: Record<string, unknown>;
}

/** Initialises a post of a small video and sends the whole file. Gives the publish id and the upload's answer. */
export async function upload(tiktok: Base, accessToken: string, options: UploadOptions = {}) {
  const { path = paths.directVideo, file = await video(), postInfo = {} } = options;
  const direct = path === paths.directVideo;
  const body = direct ? directFile(file.length, postInfo) : { source_info: fileSource(file.length) };
  const init = await post(tiktok, path, accessToken, body);
  if (init.error.code !== 'ok') throw new Error(`init answered ${init.text}`);
  const sent = await putWhole(init.data.upload_url, file);
  if (sent.status !== 201) throw new Error(`the upload answered ${sent.status}`);
  return { publishId: String(init.data.publish_id), sent };
}
