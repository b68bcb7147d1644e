import type { WorkItem } from '../publications/repository.ts';
import type { Transition } from '../publications/save.ts';
import type { TaskChange } from '../publications/state.ts';
import { pollDelayMs } from './backoff.ts';

/** The row's columns for a change that a fact of TikTok's makes. */
export function rowChange(
  { publication }: WorkItem,
  change: TaskChange,
  nowMs: number,
): Transition['change'] {
  const { restart, ...columns } = change;
  const spentUrl = { uploadUrlEncrypted: null, uploadUrlExpiresAt: null };
  if (restart) {
    return {
      status: 'queued',
      failure: null,
      restarts: publication.restarts + 1,
      publishId: null,
      chunkSize: null,
      totalChunkCount: null,
      confirmedBytes: 0,
      lastChunkAt: null,
      ...spentUrl,
    };
  }
  return {
    ...columns,
    ...spentUrl,
    ...(isOut(change.status) && !publication.publishedAt && { publishedAt: new Date(nowMs) }),
  };
}

const isOut = (status: TaskChange['status']) => status === 'published' || status === 'removed';

/** When to ask TikTok again after a change. A webhook is usually faster; this is for when none comes. */
export function nextLook(item: WorkItem, change: TaskChange, firstGapMs: number): Transition['next'] {
  if (change.restart) return { delayMs: 0 };
  const status = change.status ?? item.publication.status;
  if (status === 'failed' || status === 'cancelled' || status === 'removed') return null;
  if (status === 'published' && !awaitsPostIds(item, change)) return null;
  return { delayMs: pollDelayMs(0, firstGapMs) };
}

/** TikTok tells ids of public posts only, and only after moderation. A draft's privacy is not known here. */
function awaitsPostIds({ post }: WorkItem, { platformPostIds = [] }: TaskChange): boolean {
  const mayBePublic = post.mode === 'inbox' || post.postInfo.privacyLevel === 'PUBLIC_TO_EVERYONE';
  return mayBePublic && platformPostIds.length === 0;
}

/** How an attempt that led to this change ended. */
export function outcomeOf({ restart, status }: TaskChange): 'ok' | 'failed' | 'restart' {
  if (restart) return 'restart';
  return status === 'failed' ? 'failed' : 'ok';
}
