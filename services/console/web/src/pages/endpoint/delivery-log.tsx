import { Badge, Group, Select, Stack, Text } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Delivery, type DeliveryStatus, deliveriesQuery, type Endpoint } from '../../api/endpoints.ts';
import { Empty } from '../../components/empty.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Rows } from '../../components/rows.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { useFilters } from '../webhooks/use-filters.ts';
import { DeliveryDetails } from './delivery-details.tsx';
import { deliveryStates, eventOf, summaryOf } from './delivery-words.ts';

/** What was and will be sent to an endpoint, the newest first. */
export function DeliveryLog({ endpoint }: { endpoint: Endpoint }) {
  const { query, choose } = useFilters();
  const chosen = query.get('status') ?? '';
  const status = chosen in deliveryStates ? (chosen as DeliveryStatus) : null;
  const { data, error, refetch, ...list } = useInfiniteQuery(deliveriesQuery(endpoint.endpointId, status));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Group role="search" aria-label="Filter the deliveries">
        <Select
          aria-label="State"
          placeholder="Every state"
          clearable
          value={status}
          onChange={(value) => choose('status', value)}
          data={Object.entries(deliveryStates).map(([value, { label }]) => ({ value, label }))}
          w={{ base: '100%', xs: 180 }}
        />
      </Group>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={56} />}
      {data && items.length === 0 && (
        <Empty icon={<IconSend2 />} title={status ? 'No such delivery' : 'Nothing sent yet'}>
          {status
            ? 'Nothing fits the filter above.'
            : 'Send a test to see whether the receiver takes it, or wait for the next event.'}
        </Empty>
      )}
      {items.length > 0 && (
        <Rows label="Deliveries">
          {items.map((delivery) => (
            <DeliveryRow
              key={delivery.deliveryId}
              delivery={delivery}
              onOpen={() => choose('delivery', delivery.deliveryId)}
            />
          ))}
        </Rows>
      )}
      <ShowMore {...list} count={items.length} />
      <DeliveryDetails
        id={query.get('delivery')}
        endpoint={endpoint}
        onClose={() => choose('delivery', null)}
        onOpen={(id) => choose('delivery', id)}
      />
    </Stack>
  );
}

function DeliveryRow({ delivery, onOpen }: { delivery: Delivery; onOpen: () => void }) {
  const { label, color } = deliveryStates[delivery.status];
  const { nextAttemptAt, attempts } = delivery;
  return (
    <RowButton
      title={eventOf(delivery)}
      onClick={onOpen}
      aside={
        <>
          {delivery.isTest && <Mark>Test</Mark>}
          {delivery.resendOf && <Mark>Sent again</Mark>}
          <Badge variant="light" tt="none" color={color}>
            {label}
          </Badge>
          <Text size="xs" c="dimmed">
            <Moment at={delivery.createdAt} />
          </Text>
        </>
      }
    >
      <Text size="xs" c={attempts.at(-1)?.error ? 'var(--mantine-color-error)' : 'dimmed'}>
        {summaryOf(delivery)}
        {nextAttemptAt && (
          <>
            {' '}
            · next try <Moment at={nextAttemptAt} />
          </>
        )}
      </Text>
    </RowButton>
  );
}

const Mark = ({ children }: { children: string }) => (
  <Badge variant="light" tt="none" color="gray">
    {children}
  </Badge>
);
