import { Stack, Text } from '@mantine/core';
import type { ListedPost } from '../../api/posts.ts';
import { PostChip } from './post-chip.tsx';

const dayName = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' });

/** The month as a list of the days on which there is something, where a table has no room. */
export function Agenda({ month, byDay }: { month: Date; byDay: ReadonlyMap<string, ListedPost[]> }) {
  const days = [...byDay]
    .map(([day, posts]) => ({ at: new Date(`${day}T00:00:00`), posts }))
    .filter(({ at }) => at.getMonth() === month.getMonth() && at.getFullYear() === month.getFullYear())
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Stack gap="sm" hiddenFrom="sm">
      {days.length === 0 && <Text c="dimmed">Nothing in this month.</Text>}
      {days.map(({ at, posts }) => (
        <Stack key={at.toISOString()} gap={4}>
          <Text size="sm" fw={600}>
            {dayName.format(at)}
          </Text>
          {posts.map((post) => (
            <PostChip key={post.id} post={post} />
          ))}
        </Stack>
      ))}
    </Stack>
  );
}
