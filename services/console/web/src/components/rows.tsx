import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** A list of entries, one below the other. */
export const Rows = ({ label, children }: { label: string; children: ReactNode }) => (
  <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={label}>
    {children}
  </Stack>
);
