import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import { invalidField } from '../errors/tiktok-error.ts';
import type { ApiCaller } from '../http/api-call.ts';
import { toWire, wireReader } from '../http/wire.ts';
import { checkBrand, PrivacyLevel } from './post-info.ts';
import { checkPullUrl, type PullRules } from './source-info.ts';
import { Utf16Text } from './utf16-text.ts';

const path = '/v2/post/publish/content/init/';
const maxPhotos = 35;
const exact = { additionalProperties: false };

const texts = {
  title: Type.Optional(Utf16Text(90)),
  description: Type.Optional(Utf16Text(4000)),
};

/** What a photo post says and allows. What is absent is off: no comments, no music, no brand. */
export const PhotoPostInfo = Type.Object(
  {
    privacyLevel: PrivacyLevel,
    ...texts,
    disableComment: Type.Optional(Type.Boolean()),
    /** TikTok adds music that it recommends; the creator may change it. */
    autoAddMusic: Type.Optional(Type.Boolean()),
    /** A paid partnership for a third party. Never with `SELF_ONLY`. */
    brandContentToggle: Type.Optional(Type.Boolean()),
    /** It promotes the creator's own business. */
    brandOrganicToggle: Type.Optional(Type.Boolean()),
  },
  exact,
);
export type PhotoPostInfo = Static<typeof PhotoPostInfo>;

/** Where the photos come from: TikTok pulls them. JPEG or WebP, at most 20 MB and 1080p each. */
export const PhotoSourceInfo = Type.Object(
  {
    /** 1 to 35 https URLs under a verified domain or prefix, which do not redirect. */
    photoImages: Type.Array(Type.String(), { minItems: 1, maxItems: maxPhotos }),
    /** Which of them is the cover, from 0; the first unless told. */
    photoCoverIndex: Type.Optional(Type.Integer({ minimum: 0, maximum: maxPhotos - 1 })),
  },
  exact,
);
export type PhotoSourceInfo = Static<typeof PhotoSourceInfo>;

const DirectPhotos = Type.Object(
  { postInfo: PhotoPostInfo, sourceInfo: PhotoSourceInfo, isAigc: Type.Optional(Type.Boolean()) },
  exact,
);
export type DirectPhotos = Static<typeof DirectPhotos>;

/** The texts are put into TikTok's editor, where the creator goes on. */
const InboxPhotos = Type.Object(
  { postInfo: Type.Optional(Type.Object(texts, exact)), sourceInfo: PhotoSourceInfo },
  exact,
);
export type InboxPhotos = Static<typeof InboxPhotos>;

const checkDirect = requestCheck(DirectPhotos);
const checkInbox = requestCheck(InboxPhotos);
const read = wireReader(Type.Object({ publishId: Type.String({ minLength: 1 }) }));

export interface StartedPhotos {
  publishId: string;
}

/**
 * Posts photos directly. TikTok may publish from this call on, so never repeat it after an error with
 * `outcomeUnknown`.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-photo-post
 */
export function initDirectPhotos(
  call: ApiCaller,
  accessToken: string,
  { request, rules }: { request: DirectPhotos; rules: PullRules },
): Promise<StartedPhotos> {
  const { postInfo, sourceInfo, isAigc = false } = checkDirect(request);
  checkBrand(postInfo);
  return init(call, accessToken, {
    postMode: 'DIRECT_POST',
    isAigc,
    postInfo: {
      ...postInfo,
      disableComment: postInfo.disableComment ?? true,
      autoAddMusic: postInfo.autoAddMusic ?? false,
      brandContentToggle: postInfo.brandContentToggle ?? false,
      brandOrganicToggle: postInfo.brandOrganicToggle ?? false,
    },
    sourceInfo,
    rules,
  });
}

/**
 * Sends photos to the creator's inbox, where the creator finishes and posts them. Needs TikTok's app 31.8 or newer:
 * `app_version_check_failed`.
 * Source: developers.tiktok.com/doc/content-posting-api-reference-photo-post
 */
export function initInboxPhotos(
  call: ApiCaller,
  accessToken: string,
  { request, rules }: { request: InboxPhotos; rules: PullRules },
): Promise<StartedPhotos> {
  const { postInfo = {}, sourceInfo } = checkInbox(request);
  return init(call, accessToken, { postMode: 'MEDIA_UPLOAD', postInfo, sourceInfo, rules });
}

interface PhotoInit {
  postMode: 'DIRECT_POST' | 'MEDIA_UPLOAD';
  isAigc?: boolean;
  postInfo: object;
  sourceInfo: PhotoSourceInfo;
  rules: PullRules;
}

async function init(
  call: ApiCaller,
  accessToken: string,
  { sourceInfo, rules, ...rest }: PhotoInit,
): Promise<StartedPhotos> {
  const { photoImages, photoCoverIndex = 0 } = sourceInfo;
  for (const [index, url] of photoImages.entries())
    checkPullUrl(`sourceInfo.photoImages.${index}`, url, rules);
  if (photoCoverIndex >= photoImages.length) {
    throw invalidField(
      'sourceInfo.photoCoverIndex',
      `is none of the ${photoImages.length} photos`,
      photoCoverIndex,
    );
  }
  const source = { source: 'PULL_FROM_URL', photoImages, photoCoverIndex };
  const body = toWire({ mediaType: 'PHOTO', ...rest, sourceInfo: source });
  return call(accessToken, { method: 'POST', path, body, read });
}
