import { Button, Group, Text } from '@mantine/core';

interface Props {
  count: number;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The way to the next page of a list, and where it ends. */
export function ShowMore({ count, hasNextPage, isFetchingNextPage, fetchNextPage }: Props) {
  if (hasNextPage) {
    return (
      <Group>
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      </Group>
    );
  }
  if (count === 0) return null;
  return (
    <Text size="sm" c="dimmed" ta="center">
      {count === 1 ? 'That is the only one.' : `Those are all ${count}.`}
    </Text>
  );
}
