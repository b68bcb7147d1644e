import type { Queryable } from '@postbus/db';
import type { AppError } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import type { Media } from '../media/repository.ts';
import { findClash, type Post } from './repository.ts';

/** TikTok counts UTF-16 units, as JavaScript does (developers.tiktok.com/doc/content-posting-api-reference-direct-post). */
const maxCaptionLength = 2200;

/** What is wrong with the options of a post, whatever the account. */
export function optionProblems({ mode, postInfo }: Pick<Post, 'mode' | 'postInfo'>): AppError[] {
  const { title = '', privacyLevel, brandContentToggle } = postInfo;
  return [
    title.length > maxCaptionLength && errors.captionTooLong({ details: { length: title.length } }),
    mode === 'direct' && privacyLevel === undefined && errors.privacyLevelRequired(),
    brandContentToggle && privacyLevel === 'SELF_ONLY' && errors.brandedContentNotPrivate(),
  ].filter((problem) => typeof problem === 'object');
}

/** What keeps a file from being published; null if nothing does. */
export function mediaProblem(media: Media | null): AppError | null {
  if (!media) return errors.mediaNotFound();
  if (media.status !== 'ready' || media.sizeBytes === null) return errors.mediaNotReady();
  if (media.container === 'other') return errors.mediaFormatUnsupported();
  return null;
}

export interface Placing {
  accountId: string;
  mediaId: string;
  dueAt: Date;
  /** The post itself, when it is changed: it does not stand in its own way. */
  exceptPostId?: string;
}

/** Whether the same file goes to the same account within a day; null if it does not. */
export async function clashProblem(db: Queryable, placing: Placing): Promise<AppError | null> {
  const clash = await findClash(db, placing);
  return clash && errors.duplicatePost({ details: { accountId: placing.accountId, ...clash } });
}

/** Raises the first problem, if there is one. */
export function raiseFirst(problems: (AppError | null)[]): void {
  const first = problems.find((problem) => problem !== null);
  if (first) throw first;
}
