import { Group, Paper, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  /** Said below the title. */
  children?: ReactNode;
  /** On the right: its state and its time. */
  aside: ReactNode;
  onClick: () => void;
}

/** One entry of a list, which opens what is known about it. */
export const RowButton = ({ title, children, aside, onClick }: Props) => (
  <li>
    <Paper withBorder>
      <UnstyledButton className="row-link" px="md" py="sm" w="100%" onClick={onClick}>
        <Group justify="space-between" gap="xs">
          <div style={{ minWidth: 0, flex: '1 1 240px' }}>
            <Text size="sm" fw={600} className="mono">
              {title}
            </Text>
            {children}
          </div>
          <Group gap="sm">{aside}</Group>
        </Group>
      </UnstyledButton>
    </Paper>
  </li>
);
