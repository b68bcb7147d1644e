import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { queryClient } from '../../api/query-client.ts';
import { callConsole } from '../../api/send.ts';
import { type Session, sessionKey, useSession } from '../../api/session.ts';
import { Problem } from '../../components/problem.tsx';
import { SignInFrame } from './frame.tsx';

/** Client id and secret, and then back to where the person wanted to go. */
export default function SignInPage() {
  const { data: session, error, refetch } = useSession();
  const [query] = useSearchParams();
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const signIn = useMutation({
    mutationFn: () => callConsole<Session>('POST', '/api/session', { clientId, clientSecret }),
    onSuccess: (signedIn) => queryClient.setQueryData(sessionKey, signedIn),
  });
  useEffect(() => {
    document.title = 'Sign in · Postbus';
  }, []);

  if (session?.clientId) return <Navigate to={ownPath(query.get('to'))} replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <SignInFrame>
      <Paper withBorder p="xl" component="form" onSubmit={submit}>
        <Stack>
          <div>
            <Title order={1} size="h3">
              Sign in
            </Title>
            <Text size="sm" c="dimmed" mt={4}>
              With the client of your workspace. Whoever runs Postbus gives you one.
            </Text>
          </div>
          {error && <Problem error={error} onRetry={() => void refetch()} />}
          {signIn.error && <Problem error={signIn.error} title="You are not signed in" />}
          <TextInput
            label="Client id"
            name="username"
            autoComplete="username"
            required
            value={clientId}
            onChange={(event) => setClientId(event.currentTarget.value)}
          />
          <PasswordInput
            label="Client secret"
            name="password"
            autoComplete="current-password"
            required
            value={clientSecret}
            onChange={(event) => setClientSecret(event.currentTarget.value)}
          />
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </Paper>
      <Text size="xs" c="dimmed" ta="center">
        On this machine the link that <code>npm start</code> prints signs you in at once.
      </Text>
    </SignInFrame>
  );
}

/** Only a path of this page: a link must not lead on to somebody else's. */
function ownPath(to: string | null): string {
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : '/';
}
