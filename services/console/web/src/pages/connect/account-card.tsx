import { Alert, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlugConnected, IconPlugX, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type Account, accountsKey } from '../../api/accounts.ts';
import { queryClient } from '../../api/query-client.ts';
import { authGateway } from '../../api/services.ts';
import { useMay } from '../../api/session.ts';
import { AccountName } from '../../components/account-name.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { accountStates, isConnected } from './account-state.ts';
import { ScopeList } from './scope-list.tsx';

interface Props {
  account: Account;
  isNew: boolean;
  onReconnect: () => void;
  isReconnecting: boolean;
}

/** One account: how its connection is, what it may do, and how to put right what is wrong. */
export function AccountCard({ account, isNew, onReconnect, isReconnecting }: Props) {
  const { accountId, status, tokenExpiresAt, nextRefreshAt, lastError, connectedAt } = account;
  const mayConnect = useMay('accounts:connect');
  const state = accountStates[status];
  const isUp = isConnected(account);
  const onSettled = () => queryClient.invalidateQueries({ queryKey: accountsKey });
  const disconnect = useMutation({
    mutationFn: () =>
      authGateway.POST('/api/platforms/{platform}/disconnect', {
        params: { path: { platform: 'tiktok' } },
        body: { accountId },
      }),
    onSettled,
  });
  const refresh = useMutation({
    mutationFn: () => authGateway.POST('/api/accounts/{id}/refresh', { params: { path: { id: accountId } } }),
    onSettled,
  });
  const problem = disconnect.error ?? refresh.error;

  return (
    <Paper withBorder p="lg" component="article" aria-label={account.displayName ?? accountId}>
      <Stack>
        <Group justify="space-between" align="flex-start">
          <AccountName account={account} size={44} />
          <Group gap="xs">
            {isNew && (
              <Badge variant="light" tt="none">
                Just connected
              </Badge>
            )}
            <Badge variant="light" color={state.color} tt="none">
              {state.label}
            </Badge>
          </Group>
        </Group>
        {state.advice && (
          <Alert color={state.color} variant="light">
            {state.advice}
          </Alert>
        )}
        <ScopeList account={account} />
        <Group gap="4px 24px" c="dimmed" fz="sm">
          <span>
            Connected <Moment at={connectedAt} />
          </span>
          {isUp && tokenExpiresAt && (
            <span>
              Token ends <Moment at={tokenExpiresAt} />
            </span>
          )}
          {isUp && nextRefreshAt && (
            <span>
              Next refresh <Moment at={nextRefreshAt} />
            </span>
          )}
        </Group>
        {lastError && (
          <Text size="sm">
            Last error: <code>{lastError.code}</code>, <Moment at={lastError.at} />.{' '}
            {isUp ? 'It is tried again by itself.' : 'Reconnect to put it right.'}
          </Text>
        )}
        {problem && <Problem error={problem} />}
        {mayConnect && (
          <Group gap="sm">
            <Button
              size="xs"
              variant={isUp ? 'default' : 'filled'}
              leftSection={<IconPlugConnected size={14} />}
              loading={isReconnecting}
              onClick={onReconnect}
            >
              Reconnect
            </Button>
            {isUp && (
              <>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconRefresh size={14} />}
                  loading={refresh.isPending}
                  onClick={() => refresh.mutate()}
                >
                  Refresh the token
                </Button>
                <ConfirmButton
                  label="Disconnect"
                  title={`Disconnect ${account.displayName ?? 'this account'}?`}
                  icon={<IconPlugX size={14} />}
                  isPending={disconnect.isPending}
                  onConfirm={() => disconnect.mutate()}
                >
                  Postbus gives the access back to TikTok and wipes the tokens. What is scheduled on this
                  account will not be published. The history stays.
                </ConfirmButton>
              </>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
