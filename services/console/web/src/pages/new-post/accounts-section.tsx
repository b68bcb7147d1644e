import { Button, MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useAccounts } from '../../api/accounts.ts';
import { Problem } from '../../components/problem.tsx';
import { isConnected } from '../connect/account-state.ts';
import { AccountForm } from './account-form.tsx';
import type { ChangeDraft, Draft } from './draft.ts';
import { Section } from './section.tsx';

/** On which accounts, and what is allowed on each of them. */
export function AccountsSection({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  const { data: accounts, error, refetch } = useAccounts();
  const scope = draft.mode === 'direct' ? 'video.publish' : 'video.upload';
  const usable = accounts?.filter(isConnected) ?? [];
  const options = usable.map((account) => ({
    value: account.accountId,
    label: `${account.displayName ?? account.username ?? 'Account'}${account.username ? ` (@${account.username})` : ''}`,
    disabled: !account.grantedScopes.includes(scope),
  }));
  return (
    <Section title="Accounts">
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {accounts && usable.length === 0 ? (
        <Stack align="flex-start" gap="sm">
          <Text size="sm">No account is connected.</Text>
          <Button component={Link} to="/platforms/connect/tiktok" size="xs">
            Connect an account
          </Button>
        </Stack>
      ) : (
        <>
          <SegmentedControl
            fullWidth
            aria-label="How it reaches the account"
            value={draft.mode}
            onChange={(mode) => change({ mode: mode as Draft['mode'] })}
            data={[
              { value: 'direct', label: 'Publish' },
              { value: 'inbox', label: 'Send to inbox' },
            ]}
          />
          {draft.mode === 'inbox' && (
            <Text size="sm" c="dimmed">
              The creator gets it in the inbox of the TikTok app, writes the caption there and posts it.
            </Text>
          )}
          <MultiSelect
            label="On which accounts"
            placeholder={draft.accountIds.length === 0 ? 'Choose one or more accounts' : ''}
            data={options}
            value={draft.accountIds}
            onChange={(accountIds) => change({ accountIds })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'Remove all accounts' }}
            nothingFoundMessage="No such account"
          />
          {draft.accountIds.map((accountId) => {
            const account = usable.find((one) => one.accountId === accountId);
            return account && <AccountForm key={accountId} account={account} draft={draft} change={change} />;
          })}
        </>
      )}
    </Section>
  );
}
