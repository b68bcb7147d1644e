import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { authGateway, bodyOf } from '../../api/services.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { NewClient } from './new-client.tsx';

export const clientsKey = ['clients'];

/** The apps that may call Postbus for this workspace. */
export function ClientsTab() {
  const { data, error, refetch } = useQuery({
    queryKey: clientsKey,
    queryFn: () => bodyOf(authGateway.GET('/api/clients', { params: { query: { limit: 200 } } })),
  });
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows />;
  return (
    <Stack>
      <Group justify="space-between" gap="sm">
        <Text c="dimmed" size="sm">
          Each app has a client of its own, with the scopes that it needs.
        </Text>
        <NewClient />
      </Group>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="sm" aria-label="Clients">
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
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
