import { Alert, Badge, Box, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlus, IconSend2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Endpoint, endpointsQuery } from '../../api/endpoints.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { Rows } from '../../components/rows.tsx';
import { endpointState } from './endpoint-state.ts';
import { describeFilters } from './event-kinds.ts';
import { NewEndpoint } from './new-endpoint.tsx';

/** The addresses that events are sent to. */
export function EndpointsTab() {
  const { data, error, refetch } = useQuery(endpointsQuery);
  return (
    <Stack>
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" maw={640}>
          Each gets the events that it asks for, signed, and again until it has taken them.
        </Text>
        <NewEndpoint icon={<IconPlus size={14} />} />
      </Group>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={72} />}
      {data?.length === 0 && (
        <Empty icon={<IconSend2 />} title="No endpoint yet">
          Give an address of your CRM or any other system, and Postbus tells it what happens: a post was
          published, an account must be connected again, figures have changed.
        </Empty>
      )}
      {data && data.length > 0 && (
        <Rows label="Endpoints">
          {data.map((endpoint) => (
            <EndpointRow key={endpoint.endpointId} endpoint={endpoint} />
          ))}
        </Rows>
      )}
    </Stack>
  );
}

function EndpointRow({ endpoint }: { endpoint: Endpoint }) {
  const { label, color, notice } = endpointState(endpoint, Date.now());
  const isTrouble = notice !== null && endpoint.disabledReason !== 'by_hand';
  return (
    <li>
      <Paper
        withBorder
        p="md"
        display="block"
        className="row-link"
        component={Link}
        to={`/webhooks/endpoints/${endpoint.endpointId}`}
      >
        <Group justify="space-between" align="flex-start" gap="xs">
          <Box miw={0} style={{ flex: '1 1 180px' }}>
            <Text size="sm" fw={600} className={endpoint.description ? undefined : 'mono'}>
              {endpoint.description ?? endpoint.url}
            </Text>
            {endpoint.description && (
              <Text size="xs" c="dimmed" className="mono">
                {endpoint.url}
              </Text>
            )}
            <Text size="xs" c="dimmed" lineClamp={2}>
              {endpoint.events.includes('>') ? 'Every event' : describeFilters(endpoint.events).join(' · ')}
            </Text>
          </Box>
          <Badge variant="light" tt="none" color={color}>
            {label}
          </Badge>
        </Group>
        {isTrouble && (
          <Alert role="note" color={color} variant="light" mt="sm" p="xs">
            {notice.title}.
          </Alert>
        )}
      </Paper>
    </li>
  );
}
