import { Badge, Group, Select, Stack, Text } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { consumersQuery, type DeadLetter, deadLettersQuery } from '../../api/dead-letters.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Rows } from '../../components/rows.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { DeadLetterDetails } from './dead-letter-details.tsx';
import { consumerOptions, deadLetterStates, readFilters } from './dead-letter-filters.ts';
import { useFilters } from './use-filters.ts';

const stateOptions = [
  ...Object.entries(deadLetterStates).map(([value, { label }]) => ({ value, label })),
  { value: 'all', label: 'Every state' },
];

/** What a service gave up on, the newest first: it waits for a person. */
export function DeadLettersTab() {
  const { query, choose } = useFilters();
  const filters = readFilters(query);
  const { data: consumers = [] } = useQuery(consumersQuery);
  const { data, error, refetch, ...list } = useInfiniteQuery(deadLettersQuery(filters));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Group gap="sm" role="search" aria-label="Filter the dead letters">
        <Select
          aria-label="Consumer"
          placeholder="Every consumer"
          clearable
          searchable
          value={query.get('consumer')}
          onChange={(value) => choose('consumer', value)}
          data={consumerOptions(consumers)}
          w={{ base: '100%', xs: 260 }}
        />
        <Select
          aria-label="State"
          allowDeselect={false}
          value={filters.state ?? 'all'}
          onChange={(value) => choose('state', value === 'open' ? null : value)}
          data={stateOptions}
          w={{ base: '100%', xs: 180 }}
        />
      </Group>
      <Text size="sm" c="dimmed">
        A service that cannot take a message tries it again for a quarter of an hour, then puts it aside here,
        so that the others go on.
      </Text>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={56} />}
      {data && items.length === 0 && (
        <Empty
          icon={<IconMailCheck />}
          title={filters.state === 'open' ? 'Nothing is stuck' : 'No such dead letter'}
        >
          {filters.state === 'open' && !filters.service
            ? 'Every message was taken by whom it was for.'
            : 'Nothing fits the filters above.'}
        </Empty>
      )}
      {items.length > 0 && (
        <Rows label="Dead letters">
          {items.map((letter) => (
            <LetterRow key={letter.id} letter={letter} onOpen={() => choose('letter', letter.id)} />
          ))}
        </Rows>
      )}
      <ShowMore {...list} count={items.length} />
      <DeadLetterDetails
        id={query.get('letter')}
        onClose={() => choose('letter', null)}
        onOpen={(id) => choose('letter', id)}
      />
    </Stack>
  );
}

function LetterRow({ letter, onOpen }: { letter: DeadLetter; onOpen: () => void }) {
  const { label, color } = deadLetterStates[letter.state];
  return (
    <RowButton
      title={`${letter.service} ${letter.consumer}`}
      onClick={onOpen}
      aside={
        <>
          {letter.replayOf && (
            <Badge variant="light" tt="none" color="orange">
              Failed again
            </Badge>
          )}
          <Badge variant="light" tt="none" color={color}>
            {label}
          </Badge>
          <Text size="xs" c="dimmed">
            <Moment at={letter.failedAt} />
          </Text>
        </>
      }
    >
      <Text size="xs" c="dimmed" className="mono">
        {letter.subject}
      </Text>
      <Text size="xs" c="var(--mantine-color-error)" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
        {letter.error.message}
      </Text>
    </RowButton>
  );
}
