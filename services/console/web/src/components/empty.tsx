import { Center, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing there yet, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
  actions,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Paper withBorder p="xl">
      <Center>
        <Stack align="center" gap="xs" maw={420} py="lg">
          <ThemeIcon size={52} radius="xl" variant="light">
            {icon}
          </ThemeIcon>
          <Text fw={600} mt="xs">
            {title}
          </Text>
          <Text c="dimmed" size="sm" ta="center">
            {children}
          </Text>
          {actions && <Group mt="sm">{actions}</Group>}
        </Stack>
      </Center>
    </Paper>
  );
}
