import { Anchor, Select, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Scope, type TopPost, type TopPostSort, topPostsQuery } from '../../api/analytics.ts';
import { formatGain, formatRate } from '../../components/format.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { absoluteTime } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { Section } from './section.tsx';

const sorts: { value: TopPostSort; label: string }[] = [
  { value: 'views', label: 'Most views gained' },
  { value: 'likes', label: 'Most likes gained' },
  { value: 'comments', label: 'Most comments gained' },
  { value: 'shares', label: 'Most shares gained' },
  { value: 'engagementRate', label: 'Highest engagement rate' },
];

/** The posts that gained the most in the time that is looked at, whenever they were made. */
export function TopPostsSection({ scope }: { scope: Scope }) {
  const [sort, setSort] = useState<TopPostSort>('views');
  const { data, error, refetch } = useQuery(topPostsQuery({ ...scope, sort }));
  return (
    <Section
      title="Top posts"
      description="By what they gained in this time, whenever they were made."
      controls={
        <Select
          size="xs"
          aria-label="Order of the top posts"
          value={sort}
          allowDeselect={false}
          onChange={(value) => setSort(value as TopPostSort)}
          data={sorts}
          w={190}
        />
      }
    >
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} height={44} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {sort === 'engagementRate'
            ? 'No post has gained 100 views in this time, below which a rate says little.'
            : 'No post was measured in this time.'}
        </Text>
      )}
      {data && data.items.length > 0 && <TopPosts items={data.items} />}
    </Section>
  );
}

const columns = [
  { name: 'views', label: 'Views' },
  { name: 'likes', label: 'Likes' },
  { name: 'comments', label: 'Comments' },
  { name: 'shares', label: 'Shares' },
] as const;

const TopPosts = ({ items }: { items: TopPost[] }) => (
  <WideTable label="Top posts, table" minWidth={560}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Post</Table.Th>
        {columns.map(({ name, label }) => (
          <Table.Th key={name} ta="right">
            {label}
          </Table.Th>
        ))}
        <Table.Th ta="right">Engagement</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {items.map(({ post, gained, engagementRate }) => (
        <Table.Tr key={post.id}>
          <Table.Td maw="min(24rem, 44vw)">
            <Anchor component={Link} to={`/analytics/posts/${post.id}`} size="sm" fw={600} lineClamp={1}>
              {post.caption || 'Without a caption'}
            </Anchor>
            <Text size="xs" c="dimmed" truncate>
              {[
                post.account?.displayName ?? post.account?.username,
                post.publishedAt && absoluteTime(post.publishedAt),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Table.Td>
          {columns.map(({ name }) => (
            <Table.Td key={name} ta="right">
              {formatGain(gained[name])}
            </Table.Td>
          ))}
          <Table.Td ta="right">{formatRate(engagementRate)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </WideTable>
);
