import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { useAccounts } from '../../api/accounts.ts';
import { type PostFilters, type PublicationStatus, postsQuery } from '../../api/posts.ts';
import { useMay } from '../../api/session.ts';
import { appearances, isUnderWay, publicationStatuses } from '../../api/statuses.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { PostRow } from './post-row.tsx';

const liveMs = 2000;
const quietMs = 15_000;

const sorts = [
  { value: '-createdAt', label: 'Newest first' },
  { value: '-publishedAt', label: 'Last published first' },
  { value: '-updatedAt', label: 'Last changed first' },
  { value: 'createdAt', label: 'Oldest first' },
];

/** Every publication, with its state as it changes. The filters are in the address, so that it can be shared. */
export default function PostsPage() {
  const [query, setQuery] = useSearchParams();
  const accounts = useAccounts();
  const mayWrite = useMay('posts:write');
  const status = query.get('status') as PublicationStatus | null;
  const accountId = query.get('account');
  const sort = (query.get('sort') ?? '-createdAt') as PostFilters['sort'];
  const posts = useInfiniteQuery({
    ...postsQuery({ sort, ...(status && { status }), ...(accountId && { accountId }) }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((post) => isUnderWay(post.status))) ? liveMs : quietMs,
  });
  const items = posts.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (name: string, value: string | null) =>
    setQuery(
      (known) => {
        const next = new URLSearchParams(known);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const isNew = accounts.data?.length === 0;
  const newPost = mayWrite && (
    <Button component={Link} to="/posts/new" leftSection={<IconPlus size={16} />}>
      New post
    </Button>
  );

  return (
    <Page
      title="Posts"
      description="What was published, what is on its way and what is planned."
      actions={newPost}
    >
      <Group gap="sm" role="search" aria-label="Filter the posts">
        <Select
          aria-label="State"
          placeholder="Every state"
          clearable
          value={status}
          onChange={(value) => choose('status', value)}
          data={publicationStatuses.map((value) => ({ value, label: appearances[value].label }))}
          w={{ base: '100%', xs: 180 }}
        />
        <Select
          aria-label="Account"
          placeholder="Every account"
          clearable
          searchable
          value={accountId}
          onChange={(value) => choose('account', value)}
          data={
            accounts.data?.map(({ accountId, displayName, username }) => ({
              value: accountId,
              label: displayName ?? username ?? accountId,
            })) ?? []
          }
          w={{ base: '100%', xs: 220 }}
        />
        <Select
          aria-label="Order"
          value={sort}
          allowDeselect={false}
          onChange={(value) => choose('sort', value)}
          data={sorts}
          w={{ base: '100%', xs: 200 }}
        />
      </Group>
      {posts.error && <Problem error={posts.error} onRetry={() => void posts.refetch()} />}
      {posts.isPending && <LoadingRows />}
      {posts.isSuccess && items.length === 0 && (
        <Empty
          icon={<IconStack2 />}
          title={status || accountId ? 'No such post' : 'No post yet'}
          actions={
            isNew ? (
              <Button component={Link} to="/platforms/connect/tiktok">
                Connect an account
              </Button>
            ) : (
              newPost
            )
          }
        >
          {status || accountId
            ? 'Nothing fits the filters above.'
            : 'Connect an account, then upload a video or photos and publish them.'}
        </Empty>
      )}
      {items.length > 0 && (
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Posts">
          {items.map((post) => (
            <PostRow key={post.publicationId} post={post} />
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
    </Page>
  );
}
