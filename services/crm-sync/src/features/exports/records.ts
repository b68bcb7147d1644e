import type { Database } from '@postbus/db';
import type { Static } from 'typebox';
import type { PostMetrics } from '../metrics/schemas.ts';
import type { Overview } from '../overview/schemas.ts';
import { itemOf } from '../posts/post-item.ts';
import { readPosts } from '../posts/repository.ts';
import type { TopPost } from '../trends/top-posts.ts';
import type { Cell } from './csv.ts';

export const overviewColumns = [
  ...['at', 'followers', 'followersGained', 'views', 'viewsGained', 'likes', 'likesGained'],
  ...['comments', 'commentsGained', 'shares', 'sharesGained', 'engagementRate', 'published', 'failed'],
] as const;

export const overviewRecords = ({ points }: Static<typeof Overview>): Cell[][] =>
  points.map(({ at, totals, gained }) => [
    ...[at, totals.followers, gained.followers, totals.views, gained.views, totals.likes, gained.likes],
    ...[totals.comments, gained.comments, totals.shares, gained.shares],
    ...[gained.engagementRate, gained.published, gained.failed],
  ]);

export const postSeriesColumns = [
  ...['at', 'measuredAt', 'views', 'likes', 'comments', 'shares', 'engagementRate'],
] as const;

export const postSeriesRecords = ({ points }: Static<typeof PostMetrics>): Cell[][] =>
  points.map(({ at, measuredAt, views, likes, comments, shares, engagementRate }) => [
    ...[at, measuredAt, views, likes, comments, shares, engagementRate],
  ]);

export const postColumns = [
  ...['id', 'postId', 'account', 'username', 'source', 'status', 'publishedAt', 'caption', 'address'],
  ...['views', 'viewsGained', 'likes', 'likesGained', 'comments', 'commentsGained', 'shares', 'sharesGained'],
  ...['engagementRate', 'measuredAt'],
] as const;

const postsAtOnce = 500;

/** Some posts at a time, so that all of them are never in memory. */
export async function* postRecords(db: Database, top: TopPost[]): AsyncGenerator<Cell[]> {
  for (let start = 0; start < top.length; start += postsAtOnce) {
    const part = top.slice(start, start + postsAtOnce);
    const ids = part.map(({ id }) => id);
    const posts = new Map((await readPosts(db, ids)).map((found) => [found.post.id, itemOf(found)]));
    for (const gained of part) {
      const post = posts.get(gained.id);
      if (!post) continue;
      const { account, figures, source, status, publishedAt, caption, shareUrl } = post;
      const names = [account?.displayName ?? null, account?.username ?? null];
      yield [
        ...[post.id, post.postId, ...names, source, status, publishedAt, caption, shareUrl],
        ...[figures?.views ?? null, gained.views, figures?.likes ?? null, gained.likes],
        ...[figures?.comments ?? null, gained.comments, figures?.shares ?? null, gained.shares],
        ...[gained.engagementRate, figures?.measuredAt ?? null],
      ];
    }
  }
}
