import type { CloudEvent, PostStatusData } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { keepNewest } from '../../projection/newest-events.ts';
import { workspaceOf } from '../../projection/workspace-of.ts';
import { announcePosts } from '../announcing/announce-posts.ts';
import { type Cause, causeOf } from '../announcing/cause.ts';
import { followPosts } from '../collection/schedule-repository.ts';
import { hashtagsOf } from './hashtags.ts';
import {
  idsOfPublications,
  type PostRow,
  type PublicPost,
  savePosts,
  settleOutsidePosts,
} from './post-rows.ts';

const dateOrNull = (time: string | null): Date | null => (time === null ? null : new Date(time));

/** Brings the publication to the state that the event tells, unless a newer one is there already. In a transaction. */
export const projectPost = (tx: Queryable, event: CloudEvent<PostStatusData>, now: Date): Promise<void> =>
  projectPosts(tx, [event], now);

/** The same for several events, of the same or of different publications: one by one would lead to the same rows. */
export async function projectPosts(
  tx: Queryable,
  events: CloudEvent<PostStatusData>[],
  now: Date,
): Promise<void> {
  const newest = await keepNewest(
    tx,
    'post',
    events.map((event) => ({ id: event.data.publicationId, version: event.data.version, event })),
  );
  if (newest.length === 0) return;
  const posts = newest.map(postOf);
  const changedAlready = posts.filter(({ version }) => version > 1).map(({ id }) => id);
  // Sent together and done in this order: what the publications were before; then schedules of accounts and after them
  // posts, as the collector does.
  const [formerPosts, , savedIds] = await Promise.all([
    idsOfPublications(tx, changedAlready),
    followPosts(tx, posts, now),
    savePosts(tx, posts),
  ]);
  const saved = new Set(savedIds);
  const settled = await settleOutsidePosts(tx, [...formerPosts, ...posts.flatMap(publicPostsOf)]);

  const causes = new Map<string, Cause>(newest.map((event) => [event.data.publicationId, causeOf(event)]));
  // TikTok knows nothing of most posts yet, so the row is all there is to tell.
  const [seen, unseen] = [posts.filter(isPublic), posts.filter((post) => !isPublic(post))];
  const seenIds = seen.flatMap(({ id }) => (saved.has(id) ? [id] : []));
  await announcePosts(tx, [...seenIds, ...settled.written], {
    causes,
    replaced: settled.replaced,
    unseen: unseen.filter(({ id }) => saved.has(id)),
  });
}

const isPublic = ({ platformPostIds }: PostRow): boolean => platformPostIds.length > 0;

const publicPostsOf = ({ accountId, platformPostIds }: PostRow): PublicPost[] =>
  platformPostIds.map((videoId) => ({ accountId, videoId }));

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
