import type { Post } from '../posts/repository.ts';
import { countAlike, isKnownPost, lastInitAt, type WorkItem } from '../publications/repository.ts';
import { applyFact } from '../publications/state.ts';
import { giveUpAfterMs, pollDelayMs } from './backoff.ts';
import { judgeFailure } from './judge-failure.ts';
import { rowChange } from './next-look.ts';
import { begin, type Hold, move, type StepTools, wait } from './step.ts';

/** Clocks differ. */
const marginMs = 60_000;
/** As much of a caption as TikTok lists (developers.tiktok.com/docs/en/tiktok-api-v2-video-object). */
const listedLength = 150;

/** Whether a post can be told from others among the creator's public posts. */
export const canBeFound = (post: Post): boolean =>
  post.mode === 'direct' && post.postInfo.privacyLevel === 'PUBLIC_TO_EVERYONE' && captionOf(post) !== '';

/**
 * Looks among the creator's public posts for what has become of a publication whose task nobody knows. It counts only if
 * there is just one with this caption since TikTok was asked, and no other publication could be meant.
 */
export async function searchPosts(item: WorkItem, hold: Hold, tools: StepTools): Promise<WorkItem | null> {
  const { publication, post } = item;
  await begin(item, hold, { db: tools.db, step: 'status' });
  const askedAt = await lastInitAt(tools.db, publication.id);
  const isOver = tools.clock() - publication.statusSince.getTime() > giveUpAfterMs;
  if (isOver || !askedAt || !canBeFound(post))
    return wait(item, hold, { tools, ending: { outcome: 'waits' }, delayMs: null });
  let found: string[];
  try {
    found = await postsSince(item, new Date(askedAt.getTime() - marginMs), tools);
  } catch (error) {
    hold.signal.throwIfAborted();
    tools.logger.info({ err: error, publicationId: publication.id }, 'could not look for a post');
    const { kind, failure } = judgeFailure(error);
    const { code, message, logId } = failure;
    return searchAgain(item, hold, tools, {
      ending: { outcome: 'retry', code, message, logId },
      isLast: kind === 'fail',
    });
  }
  const [postId, ...others] = found;
  const isClear = others.length === 0 && (await countAlike(tools.db, item)) === 0;
  const change = postId && isClear && applyFact(publication, { kind: 'published', postIds: [postId] });
  if (!change) return searchAgain(item, hold, tools, { ending: { outcome: 'waits' }, isLast: false });
  return move(item, hold, {
    tools,
    change: rowChange(item, change, tools.clock()),
    ending: { outcome: 'ok' },
    next: null,
  });
}

/** Ids of public posts with this caption that no publication has. */
async function postsSince(
  { publication, post }: WorkItem,
  since: Date,
  { accounts, db }: StepTools,
): Promise<string[]> {
  const caption = captionOf(post).slice(0, listedLength);
  const videos = await accounts.postsSince(publication, since);
  const alike = videos.filter(({ caption: listed }) => listed.trim() === caption.trim());
  const isKnown = await Promise.all(alike.map(({ id }) => isKnownPost(db, id)));
  return alike.filter((_, index) => !isKnown[index]).map(({ id }) => id);
}

function searchAgain(
  item: WorkItem,
  hold: Hold,
  tools: StepTools,
  { ending, isLast }: { ending: Parameters<typeof wait>[2]['ending']; isLast: boolean },
): Promise<null> {
  const polls = item.publication.polls + 1;
  const delayMs = isLast ? null : pollDelayMs(polls, tools.firstSearchMs);
  return wait(item, hold, { tools, change: { polls }, ending, delayMs });
}

const captionOf = ({ postInfo }: Post): string => postInfo.title ?? postInfo.description ?? '';
