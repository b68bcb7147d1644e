import type { Queryable } from '@postbus/db';
import type { AppError } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import type { Media } from '../media/repository.ts';
import { videoProblems } from '../media/video-rules.ts';
import type { Content } from './content.ts';
import { findClash, type Post } from './repository.ts';

type PostInfo = Post['postInfo'];

/** developers.tiktok.com/doc/content-posting-api-reference-photo-post */
const maxPhotos = 35;
/** TikTok counts UTF-16 units, as JavaScript does (the same page). */
const textLimits = {
  video: { title: 2200 },
  photo: { title: 90, description: 4000 },
} as const;

/** What only the other kind has. */
const foreignOptions: Record<Content['kind'], (keyof PostInfo)[]> = {
  video: ['description', 'photoCoverIndex', 'autoAddMusic'],
  photo: ['disableDuet', 'disableStitch', 'videoCoverTimestampMs'],
};

/** What is wrong with a post by itself, whatever the account. */
export function optionProblems({
  kind,
  mediaIds,
  videoUrl,
  mode,
  postInfo,
}: Content & Pick<Post, 'mode' | 'postInfo'>): AppError[] {
  const { privacyLevel, brandContentToggle, photoCoverIndex = 0 } = postInfo;
  const foreign = foreignOptions[kind].filter((option) => postInfo[option] !== undefined);
  return [
    foreign.length > 0 && errors.optionNotApplicable({ details: { kind, options: foreign } }),
    ...Object.entries(textLimits[kind]).map(([field, limit]) => {
      const length = (field === 'title' ? postInfo.title : postInfo.description)?.length ?? 0;
      return length > limit && errors.captionTooLong({ details: { field, length, limit } });
    }),
    mediaIds.length > maxPhotos &&
      errors.tooManyPhotos({ details: { photos: mediaIds.length, limit: maxPhotos } }),
    mode === 'direct' && privacyLevel === undefined && errors.privacyLevelRequired(),
    brandContentToggle && privacyLevel === 'SELF_ONLY' && errors.brandedContentNotPrivate(),
    kind === 'photo' &&
      photoCoverIndex >= mediaIds.length &&
      errors.photoCoverUnknown({ details: { photoCoverIndex, photos: mediaIds.length } }),
    videoUrl !== null && !isFetchable(videoUrl) && errors.videoUrlMalformed(),
  ].filter((problem) => typeof problem === 'object');
}

/** TikTok fetches by https. */
function isFetchable(videoUrl: string): boolean {
  const url = URL.parse(videoUrl);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** What keeps the files of a post from being published. */
export function mediaProblems({ kind, mediaIds }: Content, found: Media[]): AppError[] {
  return mediaIds.flatMap((mediaId) => {
    const media = found.find(({ id }) => id === mediaId);
    const details = { mediaId };
    if (!media) return [errors.mediaNotFound({ details })];
    if (media.status === 'failed') return [errors.mediaImportFailed({ details })];
    if (media.status !== 'ready' || media.sizeBytes === null) return [errors.mediaNotReady({ details })];
    if (media.kind !== kind) return [errors.mediaOfOtherKind({ details: { ...details, kind: media.kind } })];
    return kind === 'video' ? videoProblems(media) : [];
  });
}

export interface Placing {
  accountId: string;
  content: Content;
  dueAt: Date;
  /** The post itself, when it is changed: it does not stand in its own way. */
  exceptPostId?: string;
}

/** Whether the same files go to the same account within a day; null if they do not. */
export async function clashProblem(db: Queryable, placing: Placing): Promise<AppError | null> {
  const clash = await findClash(db, placing);
  return clash && errors.duplicatePost({ details: { accountId: placing.accountId, ...clash } });
}

/** Raises the first problem, if there is one. */
export function raiseFirst(problems: (AppError | null)[]): void {
  const first = problems.find((problem) => problem !== null);
  if (first) throw first;
}
