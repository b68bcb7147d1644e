import type { CloudEvent, PostStatusData } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { keepIfNewest } from '../../projection/newest-events.ts';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { announcePosts, announceUnseen } from '../announcing/announce-posts.ts';
import { causeOf } from '../announcing/cause.ts';
import { followPosts } from '../collection/schedule-repository.ts';
import { hashtagsOf } from './hashtags.ts';
import { idsOfPublication, type PostRow, savePosts, settleOutsidePosts } from './post-rows.ts';

const dateOrNull = (time: string | null): Date | null => (time === null ? null : new Date(time));

/** Brings the publication to the state that the event tells, unless a newer one is there already. In a transaction. */
export async function projectPost(
  tx: Queryable,
  event: CloudEvent<PostStatusData>,
  now: Date,
): Promise<void> {
  const { publicationId, accountId, version, platformPostIds } = event.data;
  if (!(await keepIfNewest(tx, { kind: 'post', id: publicationId, version }, event))) return;
  const post = postOf(event);
  const idsBefore = version > 1 ? await idsOfPublication(tx, publicationId) : [];
  // In this order, which the collector keeps to as well: the account's schedule, then its posts.
  if (platformPostIds.length > 0) await followPosts(tx, post, now);
  const saved = await savePosts(tx, [post]);
  const ids = [...new Set([...idsBefore, ...platformPostIds])];
  if (ids.length === 0) {
    // Most events by far: TikTok knows nothing of the post yet, so the row is all there is to tell.
    if (saved.length > 0) await announceUnseen(tx, post, causeOf(event));
    return;
  }
  const settled = await settleOutsidePosts(tx, accountId, ids);
  await announcePosts(tx, [...saved, ...settled.written], {
    ...causeOf(event),
    replaced: settled.replaced,
  });
}

/** The row that an event makes. */
export function postOf(event: CloudEvent<PostStatusData>): PostRow {
  const { data } = event;
  return {
    id: data.publicationId,
    publicationId: data.publicationId,
    source: 'postbus',
    workspaceId: workspaceOf(event),
    accountId: data.accountId,
    postbusPostId: data.postId,
    mode: data.mode,
    status: data.status,
    publishId: data.publishId,
    platformPostIds: data.platformPostIds,
    caption: data.caption,
    hashtags: hashtagsOf(data.caption),
    mediaId: data.mediaId,
    failure: data.failure,
    scheduledAt: dateOrNull(data.scheduledAt),
    publishedAt: dateOrNull(data.publishedAt),
    version: data.version,
    updatedAt: new Date(data.occurredAt),
  };
}
