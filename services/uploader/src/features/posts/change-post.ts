import type { Database, Queryable } from '@postbus/db';
import type { AppError, Caller } from '@postbus/service-kit';
import { TikTokError } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import type { TikTokAccounts } from '../../integrations/tiktok-accounts.ts';
import { raisePlatformError } from '../accounts/platform-error.ts';
import { lockMedia } from '../media/repository.ts';
import type { WorkItem } from '../publications/repository.ts';
import { saveTransition } from '../publications/save.ts';
import { clashProblem, mediaProblems, optionProblems, raiseFirst } from './check-post.ts';
import { type Content, isPulled, readContent } from './content.ts';
import { bytesToSend, firstStatus } from './create-post.ts';
import { endedByTikTok, lockItems, lockVideoUrl, type Post, updatePost } from './repository.ts';
import { readSchedule, type Schedule } from './schedule.ts';
import type { PostChange } from './schemas.ts';

export interface PostKey {
  caller: Caller;
  postId: string;
}

export interface PostChangerDependencies {
  db: Database;
  tiktokAccounts: Pick<TikTokAccounts, 'cancel'>;
  clock: () => number;
  onTransition(before: WorkItem, after: WorkItem): void;
}

type Status = WorkItem['publication']['status'];

/** Nothing was sent yet. */
const untouched: Status[] = ['draft', 'scheduled'];
/** From a task nothing is published before its last chunk is sent; unless TikTok fetches the files, as soon as it is asked. */
function isCancellable({ publication: { status, lastChunkAt }, post }: WorkItem): boolean {
  if (untouched.includes(status) || status === 'queued') return true;
  if (isPulled(post)) return false;
  return status === 'initialising' || (status === 'uploading' && lastChunkAt === null);
}
/** TikTok can be asked to give up fetching. */
const isBeingFetched = ({ publication: { status, publishId }, post }: WorkItem): boolean =>
  isPulled(post) && status === 'processing' && publishId !== null;

export type PostChanger = ReturnType<typeof createPostChanger>;

/**
 * What a client may do with a post that it made. Each is one transaction over all of its publications; whoever works on
 * one of them finds its lease gone. All raise `post_not_found`.
 */
export function createPostChanger({ db, tiktokAccounts, clock, onTransition }: PostChangerDependencies) {
  async function changing(
    { caller, postId }: PostKey,
    change: (tx: Queryable, items: WorkItem[]) => Promise<[WorkItem, WorkItem][]>,
  ): Promise<void> {
    const moves = await db.transaction(async (tx) => {
      const items = await lockItems(tx, { workspaceId: caller.workspaceId, postId });
      if (items.length === 0) throw errors.postNotFound();
      return change(tx, items);
    });
    for (const [before, after] of moves) onTransition(before, after);
  }

  return {
    /** Changes a draft or a scheduled post; raises `post_not_editable` once one of its publications is under way. */
    edit: (key: PostKey, wanted: PostChange) =>
      changing(key, async (tx, items) => {
        raiseFirst([blockedBy(items, untouched, errors.postNotEditable)]);
        const { post, schedule, isDraft } = await changedPost(tx, items, wanted);
        const dueAt = schedule?.at ?? new Date(clock());
        const media = await lockMedia(tx, post);
        if (post.videoUrl !== null) await lockVideoUrl(tx, post.videoUrl);
        raiseFirst([...mediaProblems(post, media), ...optionProblems(post)]);
        if (!isDraft && !wanted.allowDuplicate) {
          for (const { publication } of items) {
            const { accountId } = publication;
            const placing = { accountId, content: post, dueAt, exceptPostId: post.id };
            raiseFirst([await clashProblem(tx, placing)]);
          }
        }
        await updatePost(tx, post);
        const status = firstStatus({ isDraft, schedule });
        return inOrder(items, (item) =>
          saveTransition(tx, {
            item: { ...item, post },
            change: { status, dueAt, totalBytes: bytesToSend(post, media) },
            attempt: { step: 'edit', outcome: 'ok' },
            next: isDraft ? null : schedule ? { at: schedule.at } : { delayMs: 0 },
          }),
        );
      }),

    /**
     * Cancels what TikTok cannot publish yet, and asks it to give up what it is still fetching: of that it tells later what
     * came of it. A second time changes nothing. Raises `post_not_cancellable` if every publication is beyond that, and
     * `platform_busy` or `platform_refused` if TikTok could not be asked.
     */
    async cancel(key: PostKey) {
      let fetched: WorkItem[] = [];
      await changing(key, async (tx, items) => {
        const chosen = items.filter(isCancellable);
        fetched = items.filter(isBeingFetched);
        const isCancelled = items.some(({ publication }) => publication.status === 'cancelled');
        if (chosen.length === 0 && fetched.length === 0 && !isCancelled)
          throw errors.postNotCancellable({ details: statusesOf(items) });
        return inOrder(chosen, (item) =>
          saveTransition(tx, {
            item,
            change: { status: 'cancelled', failure: null },
            attempt: { step: 'cancel', outcome: 'ok' },
            next: null,
          }),
        );
      });
      for (const { publication } of fetched) await giveUpFetching(publication);
    },

    /**
     * Begins the publications anew that have failed or were cancelled, if nothing can come of their first try. Raises
     * `post_not_retryable` if there are none.
     */
    retry: (key: PostKey) =>
      changing(key, async (tx, items) => {
        const isSafe = await Promise.all(items.map((item) => nothingCanComeOf(tx, item)));
        const chosen = items.filter((_, index) => isSafe[index]);
        if (chosen.length === 0) throw errors.postNotRetryable({ details: statusesOf(items) });
        return inOrder(chosen, (item) =>
          saveTransition(tx, {
            item,
            change: { ...anew, dueAt: new Date(clock()) },
            attempt: { step: 'retry', outcome: 'ok' },
            next: { delayMs: 0 },
          }),
        );
      }),
  };

  async function giveUpFetching(publication: WorkItem['publication']): Promise<void> {
    try {
      await tiktokAccounts.cancel(publication, publication.publishId ?? '');
    } catch (error) {
      if (!(error instanceof TikTokError) || error.code !== 'publish_not_cancellable')
        raisePlatformError(error);
      throw errors.postNotCancellable({ details: statusesOf([{ publication }]) });
    }
  }

  async function changedPost(tx: Queryable, [first]: WorkItem[], wanted: PostChange) {
    if (!first) throw errors.postNotFound();
    const { post, publication } = first;
    const isDraft = wanted.draft ?? publication.status === 'draft';
    const schedule = await changedSchedule(tx, post, wanted);
    const changed: Post & { workspaceId: string } = {
      ...post,
      postInfo: wanted.postInfo ?? post.postInfo,
      ...changedContent(wanted),
      scheduledAt: schedule?.at ?? null,
      timeZone: schedule?.timeZone ?? null,
    };
    return { post: changed, schedule, isDraft };
  }

  async function changedSchedule(
    tx: Queryable,
    post: Post,
    { scheduledAt, timeZone }: PostChange,
  ): Promise<Schedule | null> {
    if (scheduledAt === null) return null;
    const zone = timeZone ?? post.timeZone;
    if (scheduledAt !== undefined)
      return readSchedule(tx, { scheduledAt, timeZone: zone }, new Date(clock()));
    return post.scheduledAt && { at: post.scheduledAt, timeZone: zone };
  }
}

/** As it was, unless another video or other photos are given. */
function changedContent({ mediaId, mediaIds, videoUrl, source }: PostChange): Partial<Content> {
  const given = { mediaId, mediaIds, videoUrl, source };
  return Object.values(given).some((one) => one !== undefined) ? readContent(given) : {};
}

/** A publication without a publish task. The old one stays with its attempts. */
const anew = {
  status: 'queued',
  failure: null,
  restarts: 0,
  publishId: null,
  uploadUrlEncrypted: null,
  uploadUrlExpiresAt: null,
  chunkSize: null,
  totalChunkCount: null,
  confirmedBytes: 0,
  lastChunkAt: null,
} as const;

/** Either no publish task was saved, or it never got its last chunk, or TikTok itself has said that it ended. */
async function nothingCanComeOf(tx: Queryable, { publication, post }: WorkItem): Promise<boolean> {
  const { id, status, publishId, lastChunkAt } = publication;
  if (status !== 'failed' && status !== 'cancelled') return false;
  if (publishId === null || (!isPulled(post) && lastChunkAt === null)) return true;
  return endedByTikTok(tx, id);
}

function blockedBy(
  items: WorkItem[],
  allowed: Status[],
  error: (options: { details: unknown }) => AppError,
): AppError | null {
  const blocking = items.filter(({ publication }) => !allowed.includes(publication.status));
  return blocking.length === 0 ? null : error({ details: statusesOf(blocking) });
}

const statusesOf = (items: Pick<WorkItem, 'publication'>[]) =>
  items.map(({ publication: { id, status } }) => ({ publicationId: id, status }));

/** One after the other: they share a transaction. */
async function inOrder(
  items: WorkItem[],
  move: (item: WorkItem) => Promise<WorkItem>,
): Promise<[WorkItem, WorkItem][]> {
  const moves: [WorkItem, WorkItem][] = [];
  for (const item of items) moves.push([item, await move(item)]);
  return moves;
}
