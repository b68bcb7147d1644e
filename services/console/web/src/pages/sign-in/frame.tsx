import { Box, Center, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '../../app/brand.tsx';
import { ColorSchemeToggle } from '../../app/color-scheme-toggle.tsx';

/** What stands around a sign-in. */
export const SignInFrame = ({ children }: { children: ReactNode }) => (
  <Center mih="100vh" p="md" component="main">
    <Box w="100%" maw={400}>
      <Stack>
        <Group justify="space-between">
          <Brand />
          <ColorSchemeToggle />
        </Group>
        {children}
      </Stack>
    </Box>
  </Center>
);
