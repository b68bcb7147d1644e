import { Alert, Anchor, Badge, Code, Group, Paper, Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { type Endpoint, endpointQuery, isOverlapping } from '../../api/endpoints.ts';
import { type FactItem, Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { absoluteTime } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { endpointState } from '../webhooks/endpoint-state.ts';
import { describeFilters } from '../webhooks/event-kinds.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { EndpointActions } from './endpoint-actions.tsx';

/** An endpoint, what can be done with it, and everything that was sent to it. */
export default function EndpointPage() {
  const { endpointId = '' } = useParams();
  const { data: endpoint, error, refetch } = useQuery(endpointQuery(endpointId));
  const back = (
    <Anchor component={Link} to="/webhooks?tab=endpoints" size="sm">
      <Group gap={4} component="span" display="inline-flex">
        <IconArrowLeft size={14} aria-hidden /> All endpoints
      </Group>
    </Anchor>
  );
  return (
    <Page title={endpoint?.description ?? 'Endpoint'} description={back}>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!endpoint && !error && <LoadingRows height={120} />}
      {endpoint && (
        <>
          <Overview endpoint={endpoint} />
          <Title order={2} size="h4">
            Deliveries
          </Title>
          <DeliveryLog endpoint={endpoint} />
        </>
      )}
    </Page>
  );
}

function Overview({ endpoint }: { endpoint: Endpoint }) {
  const { label, color, notice } = endpointState(endpoint, Date.now());
  const facts: FactItem[] = [
    [
      'Address',
      <span key="url" className="mono">
        {endpoint.url}
      </span>,
    ],
    [
      'State',
      <Badge key="state" variant="light" tt="none" color={color}>
        {label}
      </Badge>,
    ],
    [
      'Filters',
      <Group key="filters" gap={4}>
        {endpoint.events.map((filter) => (
          <Code key={filter}>{filter}</Code>
        ))}
      </Group>,
    ],
    ['It gets', endpoint.events.includes('>') ? 'Every event' : describeFilters(endpoint.events).join(' · ')],
    [
      'Secret',
      isOverlapping(endpoint)
        ? `Two sign: the one before until ${absoluteTime(endpoint.previousSecretExpiresAt ?? '')}`
        : 'One signs. It was shown when it was made.',
    ],
    ['Made', absoluteTime(endpoint.createdAt)],
  ];
  return (
    <Paper withBorder p="lg">
      <Stack>
        {notice && (
          <Alert role="note" color={color} variant="light" title={notice.title}>
            {notice.text}
          </Alert>
        )}
        <Facts items={facts} cols={2} />
        <EndpointActions endpoint={endpoint} />
      </Stack>
    </Paper>
  );
}
