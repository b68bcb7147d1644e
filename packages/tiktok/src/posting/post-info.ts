import { type Static, Type } from 'typebox';
import { invalidField } from '../errors/tiktok-error.ts';
import { Utf16Text } from './utf16-text.ts';

const maxTitleLength = 2200;
const maxInt32 = 2 ** 31 - 1;

/** Who may see a post. It has to be among the creator's current options. */
export const PrivacyLevel = Type.Enum([
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
]);
export type PrivacyLevel = Static<typeof PrivacyLevel>;

/** What a video's post says and allows. What is absent is off: no duets, stitches, comments, no brand, not AI-made. */
export const VideoPostInfo = Type.Object(
  {
    privacyLevel: PrivacyLevel,
    title: Type.Optional(Utf16Text(maxTitleLength)),
    disableDuet: Type.Optional(Type.Boolean()),
    disableStitch: Type.Optional(Type.Boolean()),
    disableComment: Type.Optional(Type.Boolean()),
    /** The frame for the cover; absent: the first. */
    videoCoverTimestampMs: Type.Optional(Type.Integer({ minimum: 0, maximum: maxInt32 })),
    /** A paid partnership for a third party. Never with `SELF_ONLY`. */
    brandContentToggle: Type.Optional(Type.Boolean()),
    /** It promotes the creator's own business. */
    brandOrganicToggle: Type.Optional(Type.Boolean()),
    isAigc: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type VideoPostInfo = Static<typeof VideoPostInfo>;

/** The post info to send, with what was left out said outright: TikTok's own default for interactions is on. */
export const completePostInfo = (postInfo: VideoPostInfo) => ({
  ...postInfo,
  disableDuet: postInfo.disableDuet ?? true,
  disableStitch: postInfo.disableStitch ?? true,
  disableComment: postInfo.disableComment ?? true,
  brandContentToggle: postInfo.brandContentToggle ?? false,
  brandOrganicToggle: postInfo.brandOrganicToggle ?? false,
  isAigc: postInfo.isAigc ?? false,
});

/** What a schema cannot say about post info. Raises `invalid_field`. */
export function checkBrand({
  brandContentToggle,
  privacyLevel,
}: Pick<VideoPostInfo, 'brandContentToggle' | 'privacyLevel'>): void {
  if (brandContentToggle && privacyLevel === 'SELF_ONLY') {
    throw invalidField('postInfo.brandContentToggle', 'is not allowed for a post that only its creator sees');
  }
}
