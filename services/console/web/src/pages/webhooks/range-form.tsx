import { Alert, Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { queryClient } from '../../api/query-client.ts';
import { useRequestKey } from '../../api/request-key.ts';
import { bodyOf, webhookIngest } from '../../api/services.ts';
import { matchesQuery, type WebhookFilters, webhooksKey } from '../../api/webhooks.ts';
import { Problem } from '../../components/problem.tsx';
import { controlLabels, timeLabels } from '../../components/schedule.tsx';
import { describeMatches } from './describe-matches.ts';
import { whatReplaysDo } from './replay-words.ts';
import { clockOf, momentOf, shownFormat, webhookEvents } from './webhook-filters.ts';

/** Which webhooks are replayed, how many they are, and what came of it. */
export function RangeForm({ filters, onClose }: { filters: WebhookFilters; onClose: () => void }) {
  const { userOpenId } = filters;
  const [event, setEvent] = useState(filters.event ?? null);
  const [from, setFrom] = useState(clockOf(filters.from));
  const [to, setTo] = useState(clockOf(filters.to ?? new Date().toISOString()));
  const range = {
    from: momentOf(from) ?? '',
    to: momentOf(to) ?? '',
    ...(event && { event }),
    ...(userOpenId && { userOpenId }),
  };
  const isWhole = range.from !== '' && range.to !== '' && range.from < range.to;
  const matches = useQuery({ ...matchesQuery(range), enabled: isWhole });
  const key = useRequestKey(range);
  const replay = useMutation({
    mutationFn: () =>
      bodyOf(
        webhookIngest.POST('/api/webhook-events/replay', {
          params: { header: { 'idempotency-key': key } },
          body: range,
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: webhooksKey }),
  });
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    replay.mutate();
  };
  if (replay.data) {
    const { count } = replay.data;
    return (
      <Stack>
        <Alert role="status" color="green" variant="light">
          {count === 1 ? 'One webhook is replayed.' : `${count} webhooks are replayed.`}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            Done
          </Button>
        </Group>
      </Stack>
    );
  }
  const pickers = [
    ['Received from', from, setFrom],
    ['Received before', to, setTo],
  ] as const;
  return (
    <Stack component="form" onSubmit={submit}>
      <Text size="sm">{whatReplaysDo}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {pickers.map(([label, value, onChange]) => (
          <DateTimePicker
            key={label}
            label={label}
            placeholder="Choose"
            required
            valueFormat={shownFormat}
            weekendDays={[]}
            value={value}
            onChange={onChange}
            submitButtonProps={{ 'aria-label': 'Done' }}
            ariaLabels={controlLabels}
            timePickerProps={timeLabels}
          />
        ))}
      </SimpleGrid>
      <Select
        label="Event"
        placeholder="Every event"
        clearable
        data={webhookEvents}
        value={event}
        onChange={setEvent}
      />
      {userOpenId && (
        <Text size="sm" c="dimmed">
          Only those of the account that the list is filtered by.
        </Text>
      )}
      {from && to && !isWhole && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          The beginning must be before the end.
        </Text>
      )}
      <Text size="sm" aria-live="polite" fw={600}>
        {isWhole && matches.data && describeMatches(matches.data)}
      </Text>
      {matches.error && <Problem error={matches.error} onRetry={() => void matches.refetch()} />}
      {replay.error && <Problem error={replay.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Go back
        </Button>
        <Button type="submit" disabled={!isWhole || matches.data?.count === 0} loading={replay.isPending}>
          Replay them
        </Button>
      </Group>
    </Stack>
  );
}
