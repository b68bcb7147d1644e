import { Button, Code, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { clientsQuery } from '../../api/clients.ts';
import { authGateway, bodyOf } from '../../api/services.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { WideTable } from '../../components/wide-table.tsx';

const pageSize = 30;

/** Who did what, the newest first. Nobody can change it. */
export function AuditTab() {
  const [action, setAction] = useState('');
  const [filter] = useDebouncedValue(action.trim(), 300);
  const { data, error, refetch, ...list } = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      bodyOf(
        authGateway.GET('/api/audit', {
          params: {
            query: {
              limit: pageSize,
              ...(filter && { action: filter }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const clients = useQuery(clientsQuery);
  const names = new Map(clients.data?.items.map(({ clientId, name }) => [clientId, name]));
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <TextInput
        label="Action"
        placeholder="such as account.connected"
        value={action}
        onChange={(event) => setAction(event.currentTarget.value)}
        maw={320}
      />
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={32} />}
      {data && entries.length === 0 && <Text c="dimmed">Nothing of this kind has happened.</Text>}
      {entries.length > 0 && (
        <WideTable label="Audit log">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>Action</Table.Th>
              <Table.Th>By</Table.Th>
              <Table.Th>Details</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map(({ id, at, action, actor, details }) => (
              <Table.Tr key={id}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  <Moment at={at} />
                </Table.Td>
                <Table.Td>
                  <Code>{action}</Code>
                </Table.Td>
                <Table.Td className="mono" fz="xs">
                  {names.get(actor) ?? actor}
                </Table.Td>
                <Table.Td className="mono" fz="xs">
                  {describeDetails(details)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      {list.hasNextPage && (
        <Group>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const describeDetails = (details: Record<string, unknown>): string =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : describeValue(value)}`)
    .join(' · ');

const describeValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
