import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  description?: ReactNode;
  controls?: ReactNode;
  children: ReactNode;
}

/** A part of the page with a title and its own choices. */
export const Section = ({ title, description, controls, children }: Props) => (
  <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" aria-label={title}>
    <Group justify="space-between" gap="sm" mb="xs">
      <Title order={2} size="h5">
        {title}
      </Title>
      {controls && <Group gap="xs">{controls}</Group>}
    </Group>
    {description && (
      <Text size="sm" c="dimmed" mb="md">
        {description}
      </Text>
    )}
    {children}
  </Paper>
);
