import { Center, Container, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../api/session.ts';
import { Problem } from '../components/problem.tsx';

/** Shows its children to whoever is signed in; everybody else signs in first and comes back here. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useSession();
  const { pathname, search } = useLocation();
  if (session?.clientId) return children;
  if (session) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  if (error) {
    return (
      <Container size="xs" py="xl">
        <Problem error={error} onRetry={() => void refetch()} />
      </Container>
    );
  }
  return (
    <Center h="100vh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
