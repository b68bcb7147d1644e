import type { AppError } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import type { Media } from './repository.ts';

/**
 * What TikTok takes of any creator (developers.tiktok.com/doc/content-posting-api-media-transfer-guide). How long one may
 * be is each creator's own limit, within this one.
 */
export const videoLimits = {
  container: ['mp4', 'quicktime', 'webm'],
  codec: ['avc', 'hevc', 'vp8', 'vp9'],
  framesPerSecond: { min: 23, max: 60 },
  side: { min: 360, max: 4096 },
  durationMs: { min: 1, max: 600_000 },
};
/** A container's figures are rounded: 29.97 and 60.02 are as good as 30 and 60. */
const frameRateTolerance = 0.5;

export interface Violation {
  property: string;
  value: unknown;
  limit: unknown;
}

/** What TikTok would refuse in a video: each with the property, its value and its limit. */
export function findViolations({
  container,
  codec,
  width,
  height,
  framesPerSecond,
  durationMs,
}: Pick<Media, 'container' | 'codec' | 'width' | 'height' | 'framesPerSecond' | 'durationMs'>): Violation[] {
  const oneOf = (value: string | null, limit: string[]) => value !== null && limit.includes(value);
  const within = (value: number | null, { min, max }: { min: number; max: number }, tolerance = 0) =>
    value === null || (value >= min - tolerance && value <= max + tolerance);
  return [
    // A file that nobody has looked into has no container.
    container !== null &&
      !oneOf(container, videoLimits.container) && {
        property: 'container',
        value: container,
        limit: videoLimits.container,
      },
    !oneOf(codec, videoLimits.codec) && { property: 'codec', value: codec, limit: videoLimits.codec },
    !within(framesPerSecond, videoLimits.framesPerSecond, frameRateTolerance) && {
      property: 'framesPerSecond',
      value: framesPerSecond,
      limit: videoLimits.framesPerSecond,
    },
    !within(width, videoLimits.side) && { property: 'width', value: width, limit: videoLimits.side },
    !within(height, videoLimits.side) && { property: 'height', value: height, limit: videoLimits.side },
    !within(durationMs, videoLimits.durationMs) && {
      property: 'durationMs',
      value: durationMs,
      limit: videoLimits.durationMs,
    },
  ].filter((violation) => typeof violation === 'object');
}

/** The same as errors that say which file. */
export const videoProblems = (media: Media): AppError[] =>
  findViolations(media).map((violation) =>
    errors.videoUnsupported({ details: { mediaId: media.id, ...violation } }),
  );
