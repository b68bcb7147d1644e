import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';

/** A button within a text: it looks like a link and leads to no address. */
export const TextButton = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <Anchor underline="always" component="button" type="button" size="sm" onClick={onClick}>
    {children}
  </Anchor>
);
