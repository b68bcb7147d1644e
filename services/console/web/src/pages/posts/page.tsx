import { Button } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useAccounts } from '../../api/accounts.ts';
import type { PostFilters, PublicationStatus } from '../../api/posts.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Filters } from './filters.tsx';
import { PostList } from './post-list.tsx';

const Calendar = lazy(async () => ({ default: (await import('./calendar.tsx')).Calendar }));

/** Every publication, with its state as it changes. The filters are in the address, so that it can be shared. */
export default function PostsPage() {
  const [query, setQuery] = useSearchParams();
  const { data: accounts } = useAccounts();
  const mayWrite = useMay('posts:write');
  const view = query.get('view') === 'calendar' ? 'calendar' : 'list';
  const status = query.get('status') as PublicationStatus | null;
  const accountId = query.get('account');
  const sort = (query.get('sort') ?? '-createdAt') as PostFilters['sort'];
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
  const newPost = mayWrite && (
    <Button component={Link} to="/posts/new" leftSection={<IconPlus size={16} />}>
      New post
    </Button>
  );
  const connect = (
    <Button component={Link} to="/platforms/connect/tiktok">
      Connect an account
    </Button>
  );
  const empty = (
    <Empty
      icon={<IconStack2 />}
      title={status || accountId ? 'No such post' : 'No post yet'}
      actions={accounts?.length === 0 ? connect : newPost}
    >
      {status || accountId
        ? 'Nothing fits the filters above.'
        : 'Connect an account, then upload a video or photos and publish them.'}
    </Empty>
  );

  return (
    <Page
      title="Posts"
      description="What was published, what is on its way and what is planned."
      actions={newPost}
    >
      <Filters view={view} status={status} accountId={accountId} sort={sort} onChoose={choose} />
      {view === 'list' ? (
        <PostList
          filters={{ sort, ...(status && { status }), ...(accountId && { accountId }) }}
          empty={empty}
        />
      ) : (
        <Suspense fallback={<LoadingRows height={104} />}>
          <Calendar accountId={accountId} />
        </Suspense>
      )}
    </Page>
  );
}
