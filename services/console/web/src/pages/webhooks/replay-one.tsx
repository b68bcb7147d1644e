import { Alert, Anchor, Stack } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient } from '../../api/query-client.ts';
import { useRequestKey } from '../../api/request-key.ts';
import { bodyOf, webhookIngest } from '../../api/services.ts';
import { useMay } from '../../api/session.ts';
import { type WebhookDetail, webhooksKey } from '../../api/webhooks.ts';
import { AskFirst } from '../../components/ask-first.tsx';
import { Problem } from '../../components/problem.tsx';
import { whatReplayDoes } from './replay-words.ts';

/** Has every service act on a webhook once more. */
export function ReplayOne({ webhook, onOpen }: { webhook: WebhookDetail; onOpen: (id: string) => void }) {
  const mayReplay = useMay('webhooks:replay');
  const [round, setRound] = useState(0);
  const key = useRequestKey(webhook.id, round);
  const replay = useMutation({
    mutationFn: () =>
      bodyOf(
        webhookIngest.POST('/api/webhook-events/{id}/replay', {
          params: { path: { id: webhook.id }, header: { 'idempotency-key': key } },
        }),
      ),
    onSuccess: () => {
      setRound(round + 1);
      return queryClient.invalidateQueries({ queryKey: webhooksKey });
    },
  });
  if (!mayReplay) return null;
  return (
    <Stack w="100%" align="flex-start" gap="sm">
      {replay.data && (
        <Alert role="status" color="green" variant="light" w="100%">
          It is replayed.{' '}
          <Anchor
            underline="always"
            component="button"
            type="button"
            size="sm"
            onClick={() => onOpen(replay.data.id)}
          >
            Show the replay
          </Anchor>
        </Alert>
      )}
      {replay.error && <Problem error={replay.error} />}
      <AskFirst
        label="Replay"
        title="Replay this webhook?"
        icon={<IconRepeat size={14} />}
        isPending={replay.isPending}
        onConfirm={() => replay.mutate()}
      >
        {whatReplayDoes}
      </AskFirst>
    </Stack>
  );
}
