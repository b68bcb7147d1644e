import { Center, Loader, Paper } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { queryClient } from '../../api/query-client.ts';
import { callConsole } from '../../api/send.ts';
import { type Session, sessionKey } from '../../api/session.ts';
import { Problem } from '../../components/problem.tsx';
import { SignInFrame } from './frame.tsx';

/** Signs in with the key behind the `#` of the link that `npm start` prints, which is then taken out of the address. */
export default function LocalSignInPage() {
  const navigate = useNavigate();
  const hasBegun = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: (key: string) => callConsole<Session>('POST', '/api/session/local', { key }),
    onSuccess(session) {
      queryClient.setQueryData(sessionKey, session);
      void navigate('/', { replace: true });
    },
  });
  useEffect(() => {
    document.title = 'Sign in · Postbus';
    if (hasBegun.current) return;
    hasBegun.current = true;
    const key = location.hash.slice(1);
    history.replaceState(history.state, '', location.pathname);
    mutate(key);
  }, [mutate]);
  return (
    <SignInFrame>
      <Paper withBorder p="xl">
        {error ? (
          <Problem error={error} title="You are not signed in" />
        ) : (
          <Center>
            <Loader aria-label="Signing in" />
          </Center>
        )}
      </Paper>
    </SignInFrame>
  );
}
