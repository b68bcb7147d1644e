import { Box, Stack } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import type { ListedPost } from '../../api/posts.ts';
import styles from './calendar.module.css';
import { dayOf } from './calendar-days.ts';
import { PostChip } from './post-chip.tsx';
import { postIdType } from './post-id-type.ts';

interface Props {
  month: Date;
  weeks: Date[][];
  byDay: ReadonlyMap<string, ListedPost[]>;
  onMove: (postId: string, day: Date) => void;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The month as a table, where there is room for one. */
export const MonthGrid = ({ month, weeks, byDay, onMove }: Props) => (
  <Box visibleFrom="sm">
    <table className={styles.grid}>
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.toISOString()}>
            {week.map((day) => (
              <Day
                key={day.toISOString()}
                day={day}
                isBeside={day.getMonth() !== month.getMonth()}
                posts={byDay.get(dayOf(day)) ?? []}
                onMove={onMove}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Box>
);

function Day({
  day,
  isBeside,
  posts,
  onMove,
}: {
  day: Date;
  isBeside: boolean;
  posts: ListedPost[];
  onMove: Props['onMove'];
}) {
  const [isOver, setIsOver] = useState(false);
  const isToday = dayOf(day) === dayOf(new Date());
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(postIdType)) return;
    event.preventDefault();
    setIsOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    onMove(event.dataTransfer.getData(postIdType), day);
  };
  return (
    <td
      className={isOver ? styles.over : ''}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Stack gap={3}>
        <time
          dateTime={dayOf(day)}
          className={[styles.number, isBeside && styles.beside, isToday && styles.today]
            .filter(Boolean)
            .join(' ')}
          {...(isToday && { 'aria-current': 'date' as const })}
        >
          {day.getDate()}
        </time>
        {posts.map((post) => (
          <PostChip key={post.id} post={post} />
        ))}
      </Stack>
    </td>
  );
}
