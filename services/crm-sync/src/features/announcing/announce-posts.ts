import { type AddressedEvent, crmPostUpdated } from '@postbus/contracts';
import { type Queryable, textArray } from '@postbus/db';
import { outbox, tiktokPosts } from '@postbus/db/crm-sync';
import { writeEvents } from '@postbus/events';
import { and, eq, sql } from 'drizzle-orm';
import { crmIdOf } from '../collection/crm-id.ts';
import { itemOf } from '../posts/post-item.ts';
import type { PostRow, Settled } from '../posts/post-rows.ts';
import { type Post, readPosts, type Seen } from '../posts/repository.ts';
import type { Cause } from './cause.ts';

/** Why each post is told of, by its id; or one reason for all. */
export type Causes = Cause | Map<string, Cause>;

/** A post that no event is about has changed because of one that is: it belongs to any of them. */
const causeFor = (causes: Causes, id: string): Cause =>
  causes instanceof Map ? (causes.get(id) ?? causes.values().next().value ?? { correlationId: id }) : causes;

/**
 * Writes an event for each of these posts, as they are now, into the outbox of the transaction that changed them. Of those
 * that are `unseen`, TikTok has not told yet: the row is all there is, and nothing is read.
 */
export async function announcePosts(
  tx: Queryable,
  ids: string[],
  { causes, replaced = [], unseen = [] }: { causes: Causes; replaced?: string[]; unseen?: PostRow[] },
): Promise<void> {
  const posts: Post[] = unseen.map((post) => ({ post, account: null, seen: nothingSeen }));
  if (ids.length > 0) posts.push(...(await readPosts(tx, ids)));
  await writeEvents(
    tx,
    outbox,
    posts.map((post) => postUpdated(post, replaced, causeFor(causes, post.post.id))),
  );
}

const nothingSeen: Seen = {
  views: null,
  likes: null,
  comments: null,
  shares: null,
  measuredAt: null,
  shareUrl: null,
  coverUrl: null,
  missingSince: null,
};

/** The posts that show these videos, and those that settling has written. */
export async function announceVideos(
  tx: Queryable,
  { accountId, videoIds, settled }: { accountId: string; videoIds: string[]; settled: Settled },
  cause: Cause,
): Promise<void> {
  if (videoIds.length + settled.written.length === 0) return;
  const rows = await tx
    .select({ id: tiktokPosts.id })
    .from(tiktokPosts)
    .where(
      and(
        eq(tiktokPosts.accountId, accountId),
        sql`${tiktokPosts.platformPostIds} && ${textArray(videoIds)}`,
      ),
    );
  const ids = new Set([...rows.map(({ id }) => id), ...settled.written]);
  await announcePosts(tx, [...ids], { causes: cause, replaced: settled.replaced });
}

/** The event that tells of a post as it is now. */
function postUpdated(post: Post, replaced: string[], { correlationId, traceparent }: Cause): AddressedEvent {
  const { workspaceId } = post.post;
  const { account: _, coverUrl: __, postId: ___, ...data } = itemOf(post);
  const formerIds = data.postIds.map((postId) => crmIdOf(data.accountId, postId));
  return crmPostUpdated.create({
    subject: data.id,
    workspaceId,
    correlationId,
    ...(traceparent && { traceparent }),
    data: {
      ...data,
      replaces: data.source === 'postbus' ? formerIds.filter((id) => replaced.includes(id)) : [],
    },
  });
}
