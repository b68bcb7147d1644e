import { Badge, Code, Group, Paper, Stack, Text } from '@mantine/core';
import type { Attempt } from '../../api/endpoints.ts';
import { absoluteTime } from '../../components/moment.tsx';
import { adviceFor, outcomeOf } from './delivery-words.ts';

/** One try: when, where to, and what the endpoint answered. */
export function AttemptCard({ attempt }: { attempt: Attempt }) {
  const { number, url, startedAt, responseBody, latencyMs, error } = attempt;
  const advice = adviceFor(attempt);
  const color = latencyMs === null ? 'gray' : error ? 'red' : 'green';
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Try ${number}`}>
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600}>
            Try {number}
          </Text>
          <Text size="xs" c="dimmed">
            {absoluteTime(startedAt)}
          </Text>
        </Group>
        <Badge color={color} variant="light" tt="none" style={{ height: 'auto', whiteSpace: 'normal' }}>
          {outcomeOf(attempt)}
        </Badge>
        {advice && <Text size="sm">{advice}</Text>}
        <Text size="xs" c="dimmed" className="mono">
          {url}
        </Text>
        {responseBody && (
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {responseBody}
          </Code>
        )}
      </Stack>
    </Paper>
  );
}
