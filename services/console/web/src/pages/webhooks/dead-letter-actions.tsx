import { Alert, Group, Stack } from '@mantine/core';
import { IconRepeat, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DeadLetter, deadLettersKey } from '../../api/dead-letters.ts';
import { queryClient } from '../../api/query-client.ts';
import { bodyOf, webhookIngest } from '../../api/services.ts';
import { useMay } from '../../api/session.ts';
import { AskFirst } from '../../components/ask-first.tsx';
import { Problem } from '../../components/problem.tsx';

/** What can be done about a dead letter. */
export function DeadLetterActions({ letter }: { letter: DeadLetter }) {
  const mayReplay = useMay('webhooks:replay');
  const params = { path: { id: letter.id } };
  const onSettled = () => queryClient.invalidateQueries({ queryKey: deadLettersKey });
  const replay = useMutation({
    mutationFn: () => bodyOf(webhookIngest.POST('/api/dead-letters/{id}/replay', { params })),
    onSettled,
  });
  const discard = useMutation({
    mutationFn: () => bodyOf(webhookIngest.POST('/api/dead-letters/{id}/discard', { params })),
    onSettled,
  });
  const problem = replay.error ?? discard.error;
  if (!mayReplay || letter.state === 'discarded') return null;
  const name = `${letter.service} ${letter.consumer}`;
  return (
    <Stack gap="sm">
      {replay.isSuccess && (
        <Alert role="status" color="green" variant="light">
          {name} gets it again now. If it fails again, that is listed as a new dead letter.
        </Alert>
      )}
      {problem && <Problem error={problem} />}
      <Group gap="sm">
        <AskFirst
          label={letter.state === 'replayed' ? 'Replay again' : 'Replay'}
          title="Replay this dead letter?"
          icon={<IconRepeat size={14} />}
          isPending={replay.isPending}
          onConfirm={() => replay.mutate()}
        >
          {name} gets the message once more, and nobody else does. That helps when what was wrong has been put
          right. If it has taken the event in meanwhile, nothing happens.
        </AskFirst>
        <AskFirst
          label="Discard"
          title="Discard this dead letter?"
          icon={<IconTrash size={14} />}
          color="red"
          isPending={discard.isPending}
          onConfirm={() => discard.mutate()}
        >
          {name} never acts on this message, and it cannot be replayed any more. It stays in the list of
          discarded ones for a while.
        </AskFirst>
      </Group>
    </Stack>
  );
}
