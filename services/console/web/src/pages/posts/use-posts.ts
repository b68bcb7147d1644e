import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { firstPostsQuery, type PostFilters, postsQuery } from '../../api/posts.ts';
import { isUnderWay } from '../../api/statuses.ts';
import { joinPosts } from './join-posts.ts';

const liveMs = 2000;
const quietMs = 15_000;

/**
 * Publications, as many as were asked for. The first ones are asked for again while one of them is on its way; so
 * however many are shown, it costs one small request.
 */
export function usePosts(filters: PostFilters) {
  const list = useInfiniteQuery(postsQuery(filters));
  const [firstRead] = list.data?.pages ?? [];
  const first = useQuery({
    ...firstPostsQuery(filters),
    enabled: firstRead !== undefined,
    ...(firstRead && { initialData: firstRead, initialDataUpdatedAt: list.dataUpdatedAt }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => isUnderWay(status)) ? liveMs : quietMs,
  });
  const { posts, hasGap } = useMemo(
    () => joinPosts(first.data, list.data?.pages.flatMap(({ items }) => items) ?? []),
    [first.data, list.data],
  );
  const { refetch } = list;
  const isBehind = hasGap && first.dataUpdatedAt > list.dataUpdatedAt;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);

  return {
    posts,
    isPending: list.isPending,
    isThere: list.data !== undefined,
    error: list.error ?? first.error,
    retry: () => void (list.error ? list.refetch() : first.refetch()),
    hasMore: list.hasNextPage && first.data?.nextCursor !== null,
    isReadingMore: list.isFetchingNextPage,
    hasFailedToReadMore: list.isFetchNextPageError,
    readMore: () => void list.fetchNextPage({ cancelRefetch: false }),
  };
}
