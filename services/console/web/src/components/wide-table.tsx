import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** Narrower than this it scrolls. */
  minWidth?: number;
  children: ReactNode;
}

/** A table that scrolls sideways where the screen is narrow, by keyboard too. */
export const WideTable = ({ label, minWidth = 640, children }: Props) => (
  <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="region" aria-label={label}>
    <Table verticalSpacing="sm">{children}</Table>
  </Table.ScrollContainer>
);
