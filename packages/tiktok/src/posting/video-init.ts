import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import { clientError } from '../errors/tiktok-error.ts';
import type { ApiCaller } from '../http/api-call.ts';
import { toWire, wireReader } from '../http/wire.ts';
import { checkBrand, completePostInfo, VideoPostInfo } from './post-info.ts';
import { checkVideoSource, type PullRules, VideoSourceInfo } from './source-info.ts';

const directPath = '/v2/post/publish/video/init/';
const inboxPath = '/v2/post/publish/inbox/video/init/';

const DirectVideo = Type.Object(
  { postInfo: VideoPostInfo, sourceInfo: VideoSourceInfo },
  { additionalProperties: false },
);
export type DirectVideo = Static<typeof DirectVideo>;

const InboxVideo = Type.Object({ sourceInfo: VideoSourceInfo }, { additionalProperties: false });
export type InboxVideo = Static<typeof InboxVideo>;

export interface StartedPublish {
  publishId: string;
  /** For `FILE_UPLOAD`, else null. Valid for one hour. A secret: whoever has it can send the bytes. */
  uploadUrl: string | null;
}

const checkDirect = requestCheck(DirectVideo);
const checkInbox = requestCheck(InboxVideo);
const read = wireReader(
  Type.Object({ publishId: Type.String({ minLength: 1 }), uploadUrl: Type.Optional(Type.String()) }),
);

/**
 * Starts a direct post of a video. With `PULL_FROM_URL` TikTok may publish from this call on, so never repeat it
 * after an error with `outcomeUnknown`.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-direct-post
 */
export function initDirectVideo(
  call: ApiCaller,
  accessToken: string,
  { request, rules }: { request: DirectVideo; rules: PullRules },
): Promise<StartedPublish> {
  const { postInfo, sourceInfo } = checkDirect(request);
  checkBrand(postInfo);
  checkVideoSource(sourceInfo, rules);
  return init(call, accessToken, {
    path: directPath,
    body: { postInfo: completePostInfo(postInfo), sourceInfo },
  });
}

/**
 * Starts the upload of a video to the creator's inbox, where the creator finishes and posts it. There is no post info:
 * caption and privacy are set in TikTok's app.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-upload-video
 */
export function initInboxVideo(
  call: ApiCaller,
  accessToken: string,
  { request, rules }: { request: InboxVideo; rules: PullRules },
): Promise<StartedPublish> {
  const { sourceInfo } = checkInbox(request);
  checkVideoSource(sourceInfo, rules);
  return init(call, accessToken, { path: inboxPath, body: { sourceInfo } });
}

async function init(
  call: ApiCaller,
  accessToken: string,
  { path, body }: { path: string; body: { sourceInfo: VideoSourceInfo; postInfo?: VideoPostInfo } },
): Promise<StartedPublish> {
  const { publishId, uploadUrl } = await call(accessToken, {
    method: 'POST',
    path,
    body: toWire(body),
    read,
  });
  if (body.sourceInfo.source === 'PULL_FROM_URL') return { publishId, uploadUrl: null };
  if (uploadUrl === undefined || !URL.canParse(uploadUrl)) {
    throw clientError('upload_unknown', 'TikTok gave no URL to upload to', { endpoint: path });
  }
  return { publishId, uploadUrl };
}
