import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { clientsQuery } from '../../api/clients.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { NewClient } from './new-client.tsx';

/** The apps that may call Postbus for this workspace. */
export function ClientsTab() {
  const { data, error, refetch } = useQuery(clientsQuery);
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows />;
  return (
    <Stack>
      <Group justify="space-between" gap="sm">
        <Text c="dimmed" size="sm">
          Each app has a client of its own, with the scopes that it needs.
        </Text>
        <NewClient />
      </Group>
      <WideTable label="Clients">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Scopes</Table.Th>
            <Table.Th>Secrets</Table.Th>
            <Table.Th>Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map(({ clientId, name, scopes, secrets, createdAt, disabledAt }) => (
            <Table.Tr key={clientId}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {name}{' '}
                  {disabledAt && (
                    <Badge color="red" variant="light" tt="none">
                      Disabled
                    </Badge>
                  )}
                </Text>
                <Text size="xs" c="dimmed" className="mono">
                  {clientId}
                </Text>
              </Table.Td>
              <Table.Td>
                <Group gap={4}>
                  {scopes.map((scope) => (
                    <Badge key={scope} size="sm" variant="default" tt="none" fw={500}>
                      {scope}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{secrets.length}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <Moment at={createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Stack>
  );
}
