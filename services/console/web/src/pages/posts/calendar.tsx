import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toApiError } from '../../api/api-error.ts';
import { calendarQuery } from '../../api/calendar.ts';
import { useReschedule } from '../../api/reschedule.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { Agenda } from './agenda.tsx';
import { dayOf, onDay, plannedAt, weeksOf } from './calendar-days.ts';
import { MonthGrid } from './month-grid.tsx';

const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

/** A month: what was published, and what is planned, which can be moved to another day. */
export function Calendar({ accountId }: { accountId: string | null }) {
  const [month, setMonth] = useState(() => new Date(new Date().getFullYear(), new Date().getMonth(), 1));
  const weeks = weeksOf(month);
  const { data, error, refetch } = useQuery(calendarQuery(weeks[0]?.[0] ?? month));
  const reschedule = useReschedule();
  const byDay = Map.groupBy(
    data?.filter((post) => !accountId || post.accountId === accountId) ?? [],
    (post) => dayOf(plannedAt(post)),
  );
  const turn = (by: number) => setMonth(new Date(month.getFullYear(), month.getMonth() + by, 1));
  const move = (postId: string, day: Date) => {
    const post = data?.find(({ postbusPostId }) => postbusPostId === postId);
    if (!post) return;
    const at = onDay(plannedAt(post), day);
    reschedule.mutate(
      { postId, scheduledAt: at.toISOString() },
      {
        onSuccess: () =>
          notifications.show({ color: 'green', message: `Moved to ${at.toLocaleDateString('en')}.` }),
        onError: (problem) =>
          notifications.show({ color: 'red', title: 'Not moved', message: toApiError(problem).userMessage }),
      },
    );
  };
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4" aria-live="polite">
          {monthName.format(month)}
        </Title>
        <Group gap="xs">
          <ActionIcon variant="default" aria-label="Month before" onClick={() => turn(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label="Next month" onClick={() => turn(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </Group>
      </Group>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={104} />}
      {data && (
        <>
          <MonthGrid month={month} weeks={weeks} byDay={byDay} onMove={move} />
          <Agenda month={month} byDay={byDay} />
          <Text size="sm" c="dimmed" visibleFrom="sm">
            Drag a scheduled post to another day, or open it to choose date and time.
          </Text>
        </>
      )}
    </Stack>
  );
}
