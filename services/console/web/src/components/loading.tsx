import { Skeleton, Stack } from '@mantine/core';

/** What will be a list in a moment. */
export const LoadingRows = ({ rows = 4, height = 64 }: { rows?: number; height?: number }) => (
  <Stack gap="sm" role="status" aria-label="Loading">
    {Array.from({ length: rows }, (_, row) => row).map((row) => (
      <Skeleton key={row} height={height} radius="md" />
    ))}
  </Stack>
);
