import { Alert, Anchor, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { replaysQuery, type WebhookDetail, webhookQuery } from '../../api/webhooks.ts';
import { type FactItem, Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { absoluteTime, Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { TextBlock } from '../../components/text-block.tsx';
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
  const { data, error, refetch } = useQuery({ ...webhookQuery(id ?? ''), enabled: id !== null });
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={data?.event ?? 'Webhook'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows height={24} />}
      {data && <Content key={data.id} webhook={data} onOpen={onOpen} />}
    </Drawer>
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
      <Anchor
        key="original"
        underline="always"
        component="button"
        type="button"
        size="sm"
        onClick={() => onOpen(replayOf)}
      >
        the webhook that TikTok sent
      </Anchor>,
    ]);
  }
  const [newest] = replays;
  if (newest) {
    facts.push([
      'Replayed',
      <span key="replays">
        {replays.length === 1 ? 'Once' : `${replays.length} times`}, the last time{' '}
        <Anchor
          underline="always"
          component="button"
          type="button"
          size="sm"
          onClick={() => onOpen(newest.id)}
        >
          <Moment at={newest.receivedAt} />
        </Anchor>
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
