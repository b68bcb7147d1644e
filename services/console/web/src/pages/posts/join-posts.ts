import type { ListedPost, PostPage } from '../../api/posts.ts';

export interface JoinedPosts {
  posts: ListedPost[];
  /** Whether there may be posts between the first ones and the others: then all have to be asked for again. */
  hasGap: boolean;
}

/** Lays the first posts, as they are now, over a list that was read before. What they cover is as they say. */
export function joinPosts(first: PostPage | undefined, listed: ListedPost[]): JoinedPosts {
  if (!first) return { posts: listed, hasGap: false };
  const last = first.items.at(-1);
  if (first.nextCursor === null || !last) return { posts: first.items, hasGap: false };
  const at = listed.findIndex(({ id }) => id === last.id);
  const known = new Set(first.items.map(({ id }) => id));
  const others = listed.slice(at + 1).filter(({ id }) => !known.has(id));
  return { posts: [...first.items, ...others], hasGap: at < 0 };
}
