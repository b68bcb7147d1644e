import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that scrolls sideways where the screen is narrow, by keyboard too. */
export const WideTable = ({ label, children }: { label: string; children: ReactNode }) => (
  <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={label}>
    <Table verticalSpacing="sm">{children}</Table>
  </Table.ScrollContainer>
);
