import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PostFilters } from '../../api/posts.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { LongList } from './long-list.tsx';
import { usePosts } from './use-posts.ts';

/** Publications as a list that goes on as it is scrolled. `empty` is shown if there is none. */
export function PostList({ filters, empty }: { filters: PostFilters; empty: ReactNode }) {
  const { posts, ...list } = usePosts(filters);
  const { hasMore, isReadingMore, hasFailedToReadMore, readMore } = list;
  const mayGoOn = hasMore && !isReadingMore && !hasFailedToReadMore;
  return (
    <>
      {list.error && <Problem error={list.error} onRetry={list.retry} />}
      {list.isPending && <LoadingRows />}
      {list.isThere && posts.length === 0 && empty}
      {posts.length > 0 && (
        <LongList posts={posts} isWhole={!hasMore} onNearEnd={mayGoOn ? readMore : undefined} />
      )}
      {hasMore && (
        <Button variant="default" loading={isReadingMore} onClick={readMore}>
          Show more
        </Button>
      )}
      {posts.length > 0 && !hasMore && (
        <Text size="sm" c="dimmed" ta="center">
          {posts.length === 1 ? 'That is the only one.' : `Those are all ${posts.length}.`}
        </Text>
      )}
    </>
  );
}
