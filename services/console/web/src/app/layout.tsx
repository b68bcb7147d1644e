import { ActionIcon, AppShell, Burger, Group, NavLink, ScrollArea, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Outlet, NavLink as RouterLink, useNavigation } from 'react-router';
import { queryClient } from '../api/query-client.ts';
import { callConsole } from '../api/send.ts';
import { useSession } from '../api/session.ts';
import { LoadingRows } from '../components/loading.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeToggle } from './color-scheme-toggle.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { navigation } from './navigation.ts';

/** What is around every page: the menu, who is signed in, and whether there is a connection. */
export function Layout() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { data: session } = useSession();
  const isLoading = useNavigation().state === 'loading';
  const signOut = useMutation({
    mutationFn: () => callConsole('DELETE', '/api/session'),
    onSettled: () => {
      queryClient.clear();
      location.assign('/sign-in');
    },
  });
  const mayOpen = ({ scopes }: { scopes: string[] }) =>
    scopes.length === 0 || scopes.some((scope) => session?.scopes.includes(scope));

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
            />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeToggle />
            <Tooltip label="Sign out">
              <ActionIcon
                variant="default"
                size="lg"
                aria-label="Sign out"
                loading={signOut.isPending}
                onClick={() => signOut.mutate()}
              >
                <IconLogout size={18} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        <ScrollArea style={{ flex: 1 }}>
          {navigation.filter(mayOpen).map(({ to, label, icon: Icon, end }) => (
            <RouterLink
              key={to}
              to={to}
              end={end}
              onClick={close}
              style={{ textDecoration: 'none', color: 'inherit' }}
            >
              {({ isActive }) => (
                <NavLink
                  component="span"
                  active={isActive}
                  label={label}
                  leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
                  style={{ borderRadius: 'var(--mantine-radius-md)' }}
                />
              )}
            </RouterLink>
          ))}
        </ScrollArea>
        <Text size="xs" c="dimmed" className="mono" px="sm" pt="sm">
          {session?.clientId}
        </Text>
      </AppShell.Navbar>
      <AppShell.Main aria-busy={isLoading}>
        <ConnectionNotice />
        <Suspense fallback={<LoadingRows />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}
