import { Alert, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { replaysQuery, type WebhookDetail, webhookQuery } from '../../api/webhooks.ts';
import { DetailsDrawer } from '../../components/details-drawer.tsx';
import { type FactItem, Facts } from '../../components/facts.tsx';
import { absoluteTime, Moment } from '../../components/moment.tsx';
import { TextBlock } from '../../components/text-block.tsx';
import { TextButton } from '../../components/text-button.tsx';
import { readableBody } from './readable-body.ts';
import { ReplayOne } from './replay-one.tsx';
import { Verification } from './verification.tsx';
import { webhookStates } from './webhook-filters.ts';

interface Props {
  id: string | null;
  onClose: () => void;
  /** Shows another one. */
  onOpen: (id: string) => void;
}

/** One webhook as it came, what became of it, and a way to have it acted on again. */
export function WebhookDetails({ id, onClose, onOpen }: Props) {
  const query = useQuery({ ...webhookQuery(id ?? ''), enabled: id !== null });
  const { data } = query;
  return (
    <DetailsDrawer isOpen={id !== null} onClose={onClose} query={query} title={data?.event ?? 'Webhook'}>
      {(found) => <Content key={found.id} webhook={found} onOpen={onOpen} />}
    </DetailsDrawer>
  );
}

function Content({ webhook, onOpen }: { webhook: WebhookDetail; onOpen: (id: string) => void }) {
  const { replayOf } = webhook;
  const replays = useQuery(replaysQuery(webhook.id)).data?.items ?? [];
  const state = webhookStates[webhook.status];
  const facts: FactItem[] = [
    ['Verified', <Verification key="signature" webhook={webhook} />],
    ['Happened', `${absoluteTime(new Date(webhook.createTime * 1000))}, by TikTok's clock`],
    ['Received', absoluteTime(webhook.receivedAt)],
    [
      'State',
      webhook.publishedAt ? (
        <>
          Passed on {absoluteTime(webhook.publishedAt)} as <span className="mono">{webhook.subject}</span>
        </>
      ) : (
        state.meaning
      ),
    ],
    ['Attempts', webhook.attempts === 1 ? 'One' : `${webhook.attempts}`],
  ];
  if (webhook.userOpenId) facts.push(['Creator', <Mono key="creator" text={webhook.userOpenId} />]);
  if (replayOf) {
    facts.push([
      'Replay of',
      <TextButton key="original" onClick={() => onOpen(replayOf)}>
        the webhook that TikTok sent
      </TextButton>,
    ]);
  }
  const [newest] = replays;
  if (newest) {
    facts.push([
      'Replayed',
      <span key="replays">
        {replays.length === 1 ? 'Once' : `${replays.length} times`}, the last time{' '}
        <TextButton onClick={() => onOpen(newest.id)}>
          <Moment at={newest.receivedAt} />
        </TextButton>
      </span>,
    ]);
  }
  return (
    <Stack>
      {webhook.lastError && webhook.status === 'failing' && (
        <Alert role="note" color="orange" variant="light" title="Not passed on yet">
          <Text size="sm">The last try failed: {webhook.lastError}</Text>
          <Text size="sm">
            It is tried again by itself until the bus takes it. Look at System for the reason.
          </Text>
        </Alert>
      )}
      <Facts items={facts} />
      <Group>
        <ReplayOne webhook={webhook} onOpen={onOpen} />
      </Group>
      <TextBlock label="Payload" text={readableBody(webhook.body)} copy={webhook.body} />
      <TextBlock
        label="Headers"
        text={Object.entries(webhook.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      />
    </Stack>
  );
}

const Mono = ({ text }: { text: string }) => <span className="mono">{text}</span>;
