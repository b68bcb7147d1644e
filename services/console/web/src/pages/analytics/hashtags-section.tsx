import { Select, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type HashtagTrend, hashtagsQuery, type TrendSort } from '../../api/analytics.ts';
import { formatCount, formatGain } from '../../components/format.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { ChangeText } from './figure-tile.tsx';
import { Section } from './section.tsx';

const windows = [
  { value: '24', label: 'Last 24 hours' },
  { value: '168', label: 'Last 7 days' },
  { value: '720', label: 'Last 30 days' },
];
const sorts: { value: TrendSort; label: string }[] = [
  { value: 'velocity', label: 'Most views an hour' },
  { value: 'acceleration', label: 'Rising the most' },
];

/** Hashtags by the views that their posts gain. */
export function HashtagsSection({ accountId }: { accountId: string | null }) {
  const [windowHours, setWindow] = useState('168');
  const [sort, setSort] = useState<TrendSort>('velocity');
  const query = { windowHours: Number(windowHours), sort, ...(accountId && { accountId }) };
  const { data, error, refetch } = useQuery(hashtagsQuery(query));
  return (
    <Section
      title="Hashtags"
      description="By the views that posts with them gain."
      controls={
        <>
          <Select
            size="xs"
            aria-label="Time of the hashtags"
            value={windowHours}
            allowDeselect={false}
            onChange={(value) => value && setWindow(value)}
            data={windows}
            w={140}
          />
          <Select
            size="xs"
            aria-label="Order of the hashtags"
            value={sort}
            allowDeselect={false}
            onChange={(value) => setSort(value as TrendSort)}
            data={sorts}
            w={170}
          />
        </>
      }
    >
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} height={36} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          No post with a hashtag was measured in this time.
        </Text>
      )}
      {data && data.items.length > 0 && <Hashtags items={data.items} />}
    </Section>
  );
}

const Hashtags = ({ items }: { items: HashtagTrend[] }) => (
  <WideTable label="Hashtags, table" minWidth={520}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Hashtag</Table.Th>
        <Table.Th ta="right">Posts</Table.Th>
        <Table.Th ta="right">Views gained</Table.Th>
        <Table.Th ta="right">An hour</Table.Th>
        <Table.Th>Against the time before</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {items.map(({ hashtag, posts, viewsGained, velocity, acceleration }) => (
        <Table.Tr key={hashtag}>
          <Table.Td fw={600} style={{ overflowWrap: 'anywhere', minWidth: 128 }}>
            #{hashtag}
          </Table.Td>
          <Table.Td ta="right">{posts}</Table.Td>
          <Table.Td ta="right">{formatCount(Math.round(viewsGained))}</Table.Td>
          <Table.Td ta="right">{formatCount(velocity)}</Table.Td>
          <Table.Td>
            <ChangeText
              change={{
                text: `${formatGain(acceleration)} an hour`,
                direction: acceleration > 0 ? 'up' : acceleration < 0 ? 'down' : 'same',
              }}
            />
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </WideTable>
);
