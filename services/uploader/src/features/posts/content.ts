import { errors } from '../../errors.ts';
import type { Post } from './repository.ts';

/** What a post shows, and how TikTok gets it. */
export type Content = Pick<Post, 'kind' | 'source' | 'mediaIds' | 'videoUrl'>;

/** What a client says of it. */
export interface GivenContent {
  mediaId?: string | undefined;
  mediaIds?: string[] | undefined;
  videoUrl?: string | undefined;
  source?: Content['source'] | undefined;
}

/** Whether TikTok may publish from the moment that it is asked to, because it fetches the files itself. */
export const isPulled = ({ source }: Pick<Content, 'source'>): boolean => source === 'PULL_FROM_URL';

/**
 * Reads which of the three is meant: a video, photos, or a video elsewhere. Raises `content_required` unless it is just
 * one, and `source_not_supported` for what we cannot send the bytes of.
 */
export function readContent({ mediaId, mediaIds, videoUrl, source }: GivenContent): Content {
  const given = [mediaId, mediaIds, videoUrl].filter((one) => one !== undefined);
  if (given.length !== 1) throw errors.contentRequired();
  if (mediaId !== undefined)
    return { kind: 'video', source: source ?? 'FILE_UPLOAD', mediaIds: [mediaId], videoUrl: null };
  if (source === 'FILE_UPLOAD') throw errors.sourceNotSupported();
  if (mediaIds !== undefined) return { kind: 'photo', source: 'PULL_FROM_URL', mediaIds, videoUrl: null };
  return { kind: 'video', source: 'PULL_FROM_URL', mediaIds: [], videoUrl: videoUrl ?? null };
}
