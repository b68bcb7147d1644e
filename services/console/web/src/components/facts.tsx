import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What something is called, and what it is. */
export type FactItem = [name: string, value: ReactNode];

/** What is known about something, as a list of names and values. */
export const Facts = ({ items, cols = 1 }: { items: FactItem[]; cols?: number }) => (
  <SimpleGrid component="dl" m={0} cols={cols === 1 ? 1 : { base: 1, xs: 2, sm: cols }} verticalSpacing="sm">
    {items.map(([name, value]) => (
      <div key={name} style={{ minWidth: 0 }}>
        <Text size="xs" c="dimmed" component="dt">
          {name}
        </Text>
        <Text size="sm" component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
      </div>
    ))}
  </SimpleGrid>
);
