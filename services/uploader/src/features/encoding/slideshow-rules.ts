import type { AppError } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import type { Media } from '../media/repository.ts';

/** Larger ones gain nothing: the video has 1080×1920. */
const longestSide = 4096;

/** What keeps images from being a slideshow; null if nothing does. */
export function slideshowProblem(mediaIds: string[], found: Media[]): AppError | null {
  for (const mediaId of mediaIds) {
    const image = found.find(({ id }) => id === mediaId);
    if (!image) return errors.mediaNotFound({ details: { mediaId } });
    if (image.status !== 'ready') return errors.mediaNotReady({ details: { mediaId } });
    if (image.kind !== 'photo') return errors.mediaOfOtherKind({ details: { mediaId, kind: image.kind } });
    const { width, height } = image;
    const isTooLarge = Math.max(width ?? 0, height ?? 0) > longestSide;
    if (isTooLarge)
      return errors.slideshowImageUnsupported({ details: { mediaId, width, height, limit: longestSide } });
  }
  return null;
}
