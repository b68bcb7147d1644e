import { Badge, Button, Group, Paper, Select, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccounts } from '../../api/accounts.ts';
import { bodyOf, webhookIngest } from '../../api/services.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { WebhookDetails } from './webhook-details.tsx';

const pageSize = 30;

const events = [
  'post.publish.complete',
  'post.publish.failed',
  'post.publish.inbox_delivered',
  'post.publish.publicly_available',
  'post.publish.no_longer_publicaly_available',
  'authorization.removed',
];

/** Received webhooks, the newest first. */
export function ReceivedTab() {
  const [event, setEvent] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const { data: accounts = [] } = useAccounts();
  const names = new Map(
    accounts.map(({ openId, displayName, username }) => [openId, displayName ?? username]),
  );
  const { data, error, refetch, ...list } = useInfiniteQuery({
    queryKey: ['webhook-events', event],
    queryFn: ({ pageParam }) =>
      bodyOf(
        webhookIngest.GET('/api/webhook-events', {
          params: {
            query: { limit: pageSize, ...(event && { event }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 5000,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Select
        aria-label="Event"
        placeholder="Every event"
        clearable
        data={events}
        value={event}
        onChange={setEvent}
        maw={360}
      />
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={56} />}
      {data && items.length === 0 && (
        <Empty icon={<IconWebhook />} title="Nothing received yet">
          TikTok sends a webhook when a post was published or failed, and when a creator withdraws the access.
        </Empty>
      )}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Webhooks">
        {items.map((item) => (
          <li key={item.id}>
            <Paper withBorder>
              <UnstyledButton
                className="row-link"
                px="md"
                py="sm"
                w="100%"
                onClick={() => setOpenId(item.id)}
              >
                <Group justify="space-between" gap="sm">
                  <div>
                    <Text size="sm" fw={600} className="mono">
                      {item.event}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {names.get(item.userOpenId ?? '') ?? item.userOpenId ?? 'No account'}
                    </Text>
                  </div>
                  <Group gap="sm">
                    <Badge variant="light" tt="none" color={item.publishedAt ? 'green' : 'orange'}>
                      {item.publishedAt ? 'Passed on' : 'Waits for the bus'}
                    </Badge>
                    <Text size="xs" c="dimmed">
                      <Moment at={item.receivedAt} />
                    </Text>
                  </Group>
                </Group>
              </UnstyledButton>
            </Paper>
          </li>
        ))}
      </Stack>
      {list.hasNextPage && (
        <Group>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
      <WebhookDetails id={openId} onClose={() => setOpenId(null)} />
    </Stack>
  );
}
