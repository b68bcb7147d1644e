import { Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { callConsole } from '../../api/send.ts';
import { formatDuration } from '../../components/format.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';

/** What `GET /api/system/services` of the console tells. */
interface ServiceHealth {
  service: string;
  status: 'ready' | 'not_ready' | 'unreachable';
  checks: Record<string, string>;
  outboxLagSeconds: number | null;
  backlog: Record<string, number>;
  deadLetters: number;
}

const states = {
  ready: { label: 'Ready', color: 'green' },
  not_ready: { label: 'Not ready', color: 'orange' },
  unreachable: { label: 'Does not answer', color: 'red' },
};
/** An event that waits longer than this waits for something that is broken. */
const slowSeconds = 60;

/** Each service: its checks, the events that it has yet to tell, and those that wait for it. */
export function ServicesTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ['services'],
    queryFn: () => callConsole<{ items: ServiceHealth[] }>('GET', '/api/system/services'),
    refetchInterval: 5000,
  });
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows />;
  return (
    <Stack>
      {error && <Problem error={error} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {data.items.map((health) => (
          <ServiceCard key={health.service} health={health} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function ServiceCard({ health }: { health: ServiceHealth }) {
  const { service, status, checks, outboxLagSeconds, backlog, deadLetters } = health;
  const lag = outboxLagSeconds ?? 0;
  return (
    <Paper withBorder p="lg" component="article" aria-label={service}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {service}
          </Title>
          <Badge variant="light" tt="none" color={states[status].color}>
            {states[status].label}
          </Badge>
        </Group>
        <Group gap={6}>
          {Object.entries(checks).map(([check, result]) => (
            <Badge key={check} tt="none" fw={500} variant="light" color={result === 'ok' ? 'gray' : 'red'}>
              {check}: {result}
            </Badge>
          ))}
        </Group>
        {outboxLagSeconds !== null && (
          <Fact
            name="Events not yet on the bus"
            value={lag < 1 ? 'none that waits' : `oldest waits ${formatDuration(lag)}`}
            isBad={lag > slowSeconds}
          />
        )}
        {Object.entries(backlog).map(([consumer, count]) => (
          <Fact key={consumer} name={consumer} value={`${count} waiting`} isBad={count > 1000} />
        ))}
        {deadLetters > 0 && <Fact name="Given up since the start" value={`${deadLetters}`} isBad />}
      </Stack>
    </Paper>
  );
}

const Fact = ({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) => (
  <Group justify="space-between" gap="sm" wrap="nowrap">
    <Text size="sm" c="dimmed">
      {name}
    </Text>
    <Text size="sm" fw={isBad ? 600 : 400} c={isBad ? 'var(--mantine-color-error)' : undefined}>
      {value}
    </Text>
  </Group>
);
