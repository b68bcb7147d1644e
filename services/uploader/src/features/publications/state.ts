import type { PostStatusData, PublicationStatus } from '@postbus/contracts';
import type { Disposition } from '@postbus/tiktok';

/** How far along a status is. Facts of the platform only ever move a publication up. */
const rank: Record<PublicationStatus, number> = {
  draft: 0,
  scheduled: 0,
  queued: 0,
  initialising: 1,
  uploading: 2,
  processing: 3,
  unconfirmed: 3,
  inbox_delivered: 4,
  cancelled: 5,
  failed: 5,
  published: 6,
  removed: 6,
};

const maxRestarts = 3;

/** Why a publication failed, or why nobody can tell how it ended. */
export type Failure = NonNullable<PostStatusData['failure']>;

/** Something TikTok said about one publish task, by webhook or by status. Each is true whenever it arrives. */
export type PlatformFact =
  | { kind: 'processing'; uploadedBytes: number | null }
  | { kind: 'inbox_delivered' }
  | { kind: 'published'; postIds: readonly string[] }
  /** A post of it is public or no longer so, since a moment in unix seconds of TikTok's clock. */
  | { kind: 'visibility'; postId: string; isPublic: boolean; at: number }
  | { kind: 'failed'; reason: string; disposition: Disposition };

/** The part of a publication that facts change. */
export interface TaskState {
  status: PublicationStatus;
  totalBytes: number;
  confirmedBytes: number;
  platformPostIds: string[];
  /** What was last said of each post whose visibility has changed. */
  visibility: Record<string, { isPublic: boolean; at: number }>;
  failure: Failure | null;
  restarts: number;
}

/** The part of the state that is new; `restart` says that the publish task is given up and another one takes its place. */
export type TaskChange = Partial<Omit<TaskState, 'totalBytes' | 'restarts'>> & { restart?: true };

/**
 * What a fact changes in a publication; null if it says nothing new.
 *
 * The same facts lead to the same state in any order and however often they come: the status only moves up, and
 * `published` outranks `failed`, because a post that TikTok published is there whatever else is said. Post ids add up. Once
 * published, it is `removed` while none of its posts is public; of each post the latest word counts.
 */
export function applyFact(state: TaskState, fact: PlatformFact): TaskChange | null {
  switch (fact.kind) {
    case 'processing':
      return hasAllBytes(state) || !awaitsBytes(state) || (fact.uploadedBytes ?? 0) < state.totalBytes
        ? null
        : { status: 'processing', confirmedBytes: state.totalBytes };
    case 'inbox_delivered':
      return rank[state.status] < rank.inbox_delivered ? reached('inbox_delivered', state) : null;
    case 'published':
      return published(state, fact.postIds);
    case 'visibility':
      return published(state, [fact.postId], fact);
    case 'failed':
      if (rank[state.status] >= rank.failed) return null;
      // Only we ask TikTok for that.
      if (fact.reason === 'publish_cancelled') return { status: 'cancelled', failure: null };
      if (mayRestart(state, fact.disposition)) return { restart: true, status: 'queued', failure: null };
      return { status: 'failed', failure: failureOf(fact) };
  }
}

function published(
  state: TaskState,
  postIds: readonly string[],
  seen?: PlatformFact & { kind: 'visibility' },
): TaskChange | null {
  const platformPostIds = [...new Set([...state.platformPostIds, ...postIds])].sort();
  const isNews = seen !== undefined && isLater(seen, state.visibility[seen.postId]);
  const visibility = isNews
    ? { ...state.visibility, [seen.postId]: { isPublic: seen.isPublic, at: seen.at } }
    : state.visibility;
  const isRemoved =
    platformPostIds.length > 0 && platformPostIds.every((id) => visibility[id]?.isPublic === false);
  const status = isRemoved ? 'removed' : 'published';
  const isSame = state.status === status && platformPostIds.length === state.platformPostIds.length;
  return isSame && !isNews ? null : { ...reached(status, state), platformPostIds, visibility };
}

/** Of two words of the same second that a post is gone counts: it is the careful one. */
function isLater(
  seen: { isPublic: boolean; at: number },
  known: TaskState['visibility'][string] | undefined,
) {
  if (!known || seen.at !== known.at) return !known || seen.at > known.at;
  return known.isPublic && !seen.isPublic;
}

const reached = (status: PublicationStatus, { totalBytes }: TaskState): TaskChange => ({
  status,
  confirmedBytes: totalBytes,
  failure: null,
});

const hasAllBytes = ({ confirmedBytes, totalBytes }: TaskState): boolean => confirmedBytes >= totalBytes;

const awaitsBytes = ({ status }: TaskState): boolean => status === 'uploading' || status === 'unconfirmed';

/**
 * Only TikTok's own word that a task has failed makes it safe to begin another one: nothing can come of the first. It is
 * begun anew only if it ended before all bytes were there, which is what an expired upload URL leads to.
 */
const mayRestart = (state: TaskState, disposition: Disposition): boolean =>
  disposition === 'retryNow' && awaitsBytes(state) && !hasAllBytes(state) && state.restarts < maxRestarts;

const failureOf = ({ reason, disposition }: PlatformFact & { kind: 'failed' }): Failure => ({
  code: reason,
  message: `TikTok ended the publish task: ${reason}`,
  logId: null,
  retryable: disposition === 'retryNow' || disposition === 'retryAt' || disposition === 'reauth',
});
