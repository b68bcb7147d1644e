import type { AppError } from '@postbus/service-kit';
import type { CreatorInfo, VideoPostInfo } from '@postbus/tiktok';
import { errors } from '../../errors.ts';

/** What a creator does not allow of a direct post just now. The creator may have changed it since the post was made. */
export function creatorProblems(
  creator: CreatorInfo,
  { privacyLevel }: Partial<VideoPostInfo>,
  { durationMs }: { durationMs: number | null },
): AppError[] {
  const limitMs = creator.maxVideoPostDurationSec * 1000;
  const offered = creator.privacyLevelOptions;
  return [
    privacyLevel !== undefined &&
      !offered.includes(privacyLevel) &&
      errors.privacyLevelNotOffered({ details: { privacyLevel, offered } }),
    durationMs !== null && durationMs > limitMs && errors.videoTooLong({ details: { durationMs, limitMs } }),
  ].filter((problem) => typeof problem === 'object');
}

/** A creator's own settings win over the post's: what is switched off for everybody stays off. */
export const withCreatorSettings = (creator: CreatorInfo, postInfo: VideoPostInfo): VideoPostInfo => ({
  ...postInfo,
  ...(creator.commentDisabled && { disableComment: true }),
  ...(creator.duetDisabled && { disableDuet: true }),
  ...(creator.stitchDisabled && { disableStitch: true }),
});
