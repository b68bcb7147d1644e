import { Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { type Account, type Quota, useAccounts, useQuota } from '../../api/accounts.ts';
import { AccountName } from '../../components/account-name.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { isConnected } from '../connect/account-state.ts';

const names: Record<string, string> = {
  direct_posts: 'Posts in 24 hours',
  pending_shares: 'Waiting in the inbox, 24 hours',
  direct_init: 'Posts begun in a minute',
  inbox_init: 'Inbox shares begun in a minute',
  photo_init: 'Photo posts begun in a minute',
  creator_info: 'Questions about the creator in a minute',
  status: 'Questions about a post in a minute',
};

/** What TikTok still allows each creator. */
export function QuotasTab() {
  const { data: accounts, error, refetch } = useAccounts();
  if (!accounts) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows />;
  const connected = accounts.filter(isConnected);
  if (connected.length === 0) return <Text c="dimmed">No account is connected.</Text>;
  return (
    <Stack>
      {connected.map((account) => (
        <AccountQuotas key={account.accountId} account={account} />
      ))}
    </Stack>
  );
}

function AccountQuotas({ account }: { account: Account }) {
  const { data: quotas, error } = useQuota(account.accountId);
  return (
    <Paper withBorder p="lg">
      <Stack>
        <AccountName account={account} />
        {error && <Problem error={error} />}
        {!quotas && !error && <LoadingRows rows={2} height={20} />}
        {quotas?.toSorted(byWindow).map((quota) => (
          <QuotaBar key={quota.quota} quota={quota} />
        ))}
      </Stack>
    </Paper>
  );
}

/** Those of a day before those of a minute: they run out. */
const byWindow = (a: Quota, b: Quota): number => b.windowSeconds - a.windowSeconds;

function QuotaBar({ quota: { quota, used, limit, remaining, resetsAt, blockedUntil } }: { quota: Quota }) {
  const name = names[quota] ?? quota;
  const freeAt = blockedUntil ?? resetsAt;
  return (
    <div>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{name}</Text>
        <Text size="sm" c="dimmed">
          {used} of {limit}
          {freeAt && used > 0 && (
            <>
              {' '}
              · one more <Moment at={freeAt} />
            </>
          )}
        </Text>
      </Group>
      <Progress
        value={(used / limit) * 100}
        color={remaining === 0 ? 'red' : remaining <= limit / 5 ? 'orange' : 'indigo'}
        aria-label={name}
        size="sm"
        mt={4}
      />
    </div>
  );
}
