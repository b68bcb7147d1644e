import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** Narrower than this it scrolls. */
  minWidth?: number;
  /** Longer than this it scrolls too, under its own head. */
  maxHeight?: number;
  children: ReactNode;
}

/** A table that scrolls sideways where the screen is narrow, by keyboard too. */
export const WideTable = ({ label, minWidth = 640, maxHeight, children }: Props) => (
  <Table.ScrollContainer
    minWidth={minWidth}
    {...(maxHeight && { maxHeight })}
    type="native"
    tabIndex={0}
    role="region"
    aria-label={label}
  >
    <Table verticalSpacing="sm" stickyHeader={maxHeight !== undefined}>
      {children}
    </Table>
  </Table.ScrollContainer>
);
