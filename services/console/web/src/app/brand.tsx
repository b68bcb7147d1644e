import { Group, Text } from '@mantine/core';

/** The name of the place. */
export const Brand = () => (
  <Group gap={10} wrap="nowrap">
    <img src="/icon.svg" alt="" width={26} height={26} />
    <Text fw={700} size="lg">
      Postbus
    </Text>
  </Group>
);
