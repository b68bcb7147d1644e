import { Code, Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, webhookIngest } from '../../api/services.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { absoluteTime } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';
import { readableBody } from './readable-body.ts';

/** One webhook as it came. */
export function WebhookDetails({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['webhook-event', id],
    queryFn: () =>
      bodyOf(webhookIngest.GET('/api/webhook-events/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
  });
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
      {data && (
        <Stack gap="sm">
          <Fact name="Signature" value="verified over the bytes below" />
          <Fact name="TikTok app" value={data.clientKey} />
          <Fact name="Sent by TikTok" value={absoluteTime(new Date(data.createTime * 1000))} />
          <Fact name="Received" value={absoluteTime(data.receivedAt)} />
          <Fact
            name="Passed on"
            value={data.publishedAt ? `${absoluteTime(data.publishedAt)} as ${data.subject}` : 'not yet'}
          />
          <div>
            <Text size="xs" c="dimmed">
              Payload
            </Text>
            <Code block tabIndex={0} aria-label="Payload">
              {readableBody(data.body)}
            </Code>
          </div>
          <div>
            <Text size="xs" c="dimmed">
              Headers
            </Text>
            <Code block tabIndex={0} aria-label="Headers">
              {Object.entries(data.headers)
                .map(([name, value]) => `${name}: ${value}`)
                .join('\n')}
            </Code>
          </div>
        </Stack>
      )}
    </Drawer>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <Text size="xs" c="dimmed">
      {name}
    </Text>
    <Text size="sm" className="mono">
      {value}
    </Text>
  </div>
);
