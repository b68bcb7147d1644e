import { Alert, Button, Stack } from '@mantine/core';
import { IconCheck, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useAccounts } from '../../api/accounts.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { AccountCard } from './account-card.tsx';
import { isConnected } from './account-state.ts';
import { outcomeOf } from './outcome.ts';
import { useConnect } from './use-connect.ts';

/** Which accounts are connected, how they are, and the way to connect more. */
export default function ConnectPage() {
  const accounts = useAccounts();
  const connect = useConnect();
  const mayConnect = useMay('accounts:connect');
  const [query, setQuery] = useSearchParams();
  const outcome = outcomeOf(query);
  // Those that work come first, the newest before the others.
  const sorted = accounts.data?.toSorted(
    (a, b) => Number(isConnected(b)) - Number(isConnected(a)) || b.connectedAt.localeCompare(a.connectedAt),
  );
  const button = mayConnect && (
    <Button
      leftSection={<IconPlus size={16} />}
      loading={connect.isPending}
      onClick={() => connect.mutate(undefined)}
    >
      Connect TikTok account
    </Button>
  );

  return (
    <Page
      title="Accounts"
      description="TikTok accounts of this workspace. Their tokens stay encrypted on the server and are refreshed by themselves."
      actions={sorted?.length !== 0 && button}
    >
      {outcome && (
        <Alert
          role={outcome.isSuccess ? 'status' : 'alert'}
          color={outcome.isSuccess ? 'green' : 'red'}
          icon={outcome.isSuccess ? <IconCheck /> : undefined}
          title={outcome.isSuccess ? 'Connected' : 'Not connected'}
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => setQuery({}, { replace: true })}
        >
          {outcome.message}
        </Alert>
      )}
      {connect.error && <Problem error={connect.error} title="The connection could not be begun" />}
      {accounts.error && <Problem error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <LoadingRows height={150} rows={2} />}
      {sorted?.length === 0 && (
        <Empty icon={<IconPlugConnected />} title="No account is connected yet" actions={button}>
          Connect one to publish on it. TikTok asks the creator what Postbus may do, and the creator can take
          that back at any time.
        </Empty>
      )}
      <Stack>
        {sorted?.map((account) => (
          <AccountCard
            key={account.accountId}
            account={account}
            isNew={account.accountId === outcome?.accountId}
            onReconnect={() => connect.mutate(account)}
            isReconnecting={connect.isPending && connect.variables?.accountId === account.accountId}
          />
        ))}
      </Stack>
    </Page>
  );
}
