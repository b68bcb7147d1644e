import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type PostFilters, postsQuery } from '../../api/posts.ts';
import { isUnderWay } from '../../api/statuses.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { PostRow } from './post-row.tsx';

const liveMs = 2000;
const quietMs = 15_000;

/** Publications as a list, asked for again while one of them is on its way. `empty` is shown if there is none. */
export function PostList({ filters, empty }: { filters: PostFilters; empty: ReactNode }) {
  const { data, error, ...posts } = useInfiniteQuery({
    ...postsQuery(filters),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => isUnderWay(status)))
        ? liveMs
        : quietMs,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {error && <Problem error={error} onRetry={() => void posts.refetch()} />}
      {posts.isPending && <LoadingRows />}
      {data && items.length === 0 && empty}
      {items.length > 0 && (
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Posts">
          {items.map((post) => (
            <PostRow key={post.id} post={post} />
          ))}
        </Stack>
      )}
      {posts.hasNextPage && (
        <Button
          variant="default"
          loading={posts.isFetchingNextPage}
          onClick={() => void posts.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      {items.length > 0 && !posts.hasNextPage && (
        <Text size="sm" c="dimmed" ta="center">
          {items.length === 1 ? 'That is the only one.' : `Those are all ${items.length}.`}
        </Text>
      )}
    </>
  );
}
