import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Delivery, deliveryQuery, type Endpoint } from '../../api/endpoints.ts';
import { DetailsDrawer } from '../../components/details-drawer.tsx';
import { type FactItem, Facts } from '../../components/facts.tsx';
import { absoluteTime, Moment } from '../../components/moment.tsx';
import { TextBlock } from '../../components/text-block.tsx';
import { TextButton } from '../../components/text-button.tsx';
import { readableBody } from '../webhooks/readable-body.ts';
import { AttemptCard } from './attempt-card.tsx';
import { deliveryStates, eventOf } from './delivery-words.ts';
import { Resend } from './resend.tsx';

interface Props {
  id: string | null;
  endpoint: Endpoint;
  onClose: () => void;
  /** Shows another one. */
  onOpen: (id: string) => void;
}

/** One delivery: what was sent, what the endpoint answered each time, and when it is tried next. */
export function DeliveryDetails({ id, endpoint, onClose, onOpen }: Props) {
  const query = useQuery({ ...deliveryQuery(id ?? ''), enabled: id !== null });
  const { data } = query;
  return (
    <DetailsDrawer
      isOpen={id !== null}
      onClose={onClose}
      query={query}
      title={data ? eventOf(data) : 'Delivery'}
    >
      {(found) => <Content key={found.deliveryId} delivery={found} endpoint={endpoint} onOpen={onOpen} />}
    </DetailsDrawer>
  );
}

function Content({
  delivery,
  endpoint,
  onOpen,
}: {
  delivery: Delivery;
  endpoint: Endpoint;
  onOpen: (id: string) => void;
}) {
  const { nextAttemptAt, resendOf, request, attempts } = delivery;
  const { label, meaning } = deliveryStates[delivery.status];
  const facts: FactItem[] = [
    ['State', `${label}. ${meaning}`],
    ['Made', absoluteTime(delivery.createdAt)],
    [
      'webhook-id',
      <span key="id" className="mono">
        {request.webhookId}
      </span>,
    ],
  ];
  if (nextAttemptAt) {
    facts.push([
      'Next try',
      <span key="next">
        <Moment at={nextAttemptAt} />, {absoluteTime(nextAttemptAt)}
      </span>,
    ]);
  }
  if (resendOf) {
    facts.push([
      'Sent again',
      <TextButton key="first" onClick={() => onOpen(resendOf)}>
        Show the first delivery of this event
      </TextButton>,
    ]);
  }
  return (
    <Stack>
      <Facts items={facts} />
      <Group>
        <Resend delivery={delivery} endpoint={endpoint} onOpen={onOpen} />
      </Group>
      <Title order={3} size="h6">
        Tries
      </Title>
      {attempts.length === 0 && (
        <Text size="sm" c="dimmed">
          It was not tried yet.
        </Text>
      )}
      {attempts.toReversed().map((attempt) => (
        <AttemptCard key={attempt.number} attempt={attempt} />
      ))}
      <TextBlock label="Request body" text={readableBody(request.body)} copy={request.body} />
    </Stack>
  );
}
