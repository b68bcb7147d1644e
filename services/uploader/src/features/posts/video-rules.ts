import type { AppError } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import type { Media } from '../media/repository.ts';

/**
 * What TikTok takes of any creator (developers.tiktok.com/doc/content-posting-api-media-transfer-guide). How long one may
 * be is each creator's own limit, within this one.
 */
const limits = {
  codec: ['avc', 'hevc', 'vp8', 'vp9'],
  framesPerSecond: { min: 23, max: 60 },
  side: { min: 360, max: 4096 },
  durationMs: { min: 1, max: 600_000 },
};
/** A container's figures are rounded: 29.97 and 60.02 are as good as 30 and 60. */
const frameRateTolerance = 0.5;

/** What TikTok would refuse in a video: each with the property, its value and its limit. */
export function videoProblems({
  id: mediaId,
  container,
  codec,
  width,
  height,
  framesPerSecond,
  durationMs,
}: Media): AppError[] {
  const found = (property: string, value: unknown, limit: unknown) =>
    errors.videoUnsupported({ details: { mediaId, property, value, limit } });
  const isOutside = (value: number | null, { min, max }: { min: number; max: number }, tolerance = 0) =>
    value !== null && (value < min - tolerance || value > max + tolerance);
  return [
    container === 'other' && found('container', container, ['mp4', 'quicktime', 'webm']),
    (codec === null || !limits.codec.includes(codec)) && found('codec', codec, limits.codec),
    isOutside(framesPerSecond, limits.framesPerSecond, frameRateTolerance) &&
      found('framesPerSecond', framesPerSecond, limits.framesPerSecond),
    isOutside(width, limits.side) && found('width', width, limits.side),
    isOutside(height, limits.side) && found('height', height, limits.side),
    isOutside(durationMs, limits.durationMs) && found('durationMs', durationMs, limits.durationMs),
  ].filter((problem) => typeof problem === 'object');
}
