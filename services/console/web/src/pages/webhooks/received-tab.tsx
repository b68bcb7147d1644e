import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useAccounts } from '../../api/accounts.ts';
import { type WebhookSummary, webhooksQuery } from '../../api/webhooks.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Rows } from '../../components/rows.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { ReceivedFilters } from './received-filters.tsx';
import { ReplayRange } from './replay-range.tsx';
import { useFilters } from './use-filters.ts';
import { WebhookDetails } from './webhook-details.tsx';
import { readFilters, webhookStates } from './webhook-filters.ts';

/** Received webhooks, the newest first. */
export function ReceivedTab() {
  const { query, choose } = useFilters();
  const filters = readFilters(query);
  const openId = query.get('webhook');
  const { data: accounts = [] } = useAccounts();
  const names = new Map(
    accounts.map(({ openId, displayName, username }) => [openId, displayName ?? username]),
  );
  const { data, error, refetch, ...list } = useInfiniteQuery(webhooksQuery(filters));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Stack>
      <ReceivedFilters filters={filters} onChoose={choose} />
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">
          Each was stored before it was answered, with its signature verified.
        </Text>
        <ReplayRange filters={filters} />
      </Group>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={56} />}
      {data && items.length === 0 && (
        <Empty icon={<IconWebhook />} title={isFiltered ? 'No such webhook' : 'Nothing received yet'}>
          {isFiltered
            ? 'Nothing fits the filters above.'
            : 'TikTok sends a webhook when a post was published or failed, and when a creator withdraws the access.'}
        </Empty>
      )}
      {items.length > 0 && (
        <Rows label="Webhooks">
          {items.map((item) => (
            <WebhookRow
              key={item.id}
              webhook={item}
              account={names.get(item.userOpenId ?? '') ?? item.userOpenId ?? 'No account'}
              onOpen={() => choose('webhook', item.id)}
            />
          ))}
        </Rows>
      )}
      <ShowMore {...list} count={items.length} />
      <WebhookDetails
        id={openId}
        onClose={() => choose('webhook', null)}
        onOpen={(id) => choose('webhook', id)}
      />
    </Stack>
  );
}

function WebhookRow({
  webhook,
  account,
  onOpen,
}: {
  webhook: WebhookSummary;
  account: string;
  onOpen: () => void;
}) {
  const { label, color } = webhookStates[webhook.status];
  return (
    <RowButton
      title={webhook.event}
      onClick={onOpen}
      aside={
        <>
          {webhook.replayOf && (
            <Badge variant="light" tt="none" color="gray">
              Replay
            </Badge>
          )}
          <Badge variant="light" tt="none" color={color}>
            {label}
          </Badge>
          <Text size="xs" c="dimmed">
            <Moment at={webhook.receivedAt} />
          </Text>
        </>
      }
    >
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {account}
      </Text>
      {webhook.lastError && (
        <Text size="xs" c="var(--mantine-color-error)" lineClamp={2}>
          {webhook.attempts === 1 ? 'Tried once' : `Tried ${webhook.attempts} times`}: {webhook.lastError}
        </Text>
      )}
    </RowButton>
  );
}
