import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Endpoint, isOverlapping, rememberEndpoint } from '../../api/endpoints.ts';
import { useRequestKey } from '../../api/request-key.ts';
import { bodyOf, crmSync } from '../../api/services.ts';
import { Problem } from '../../components/problem.tsx';
import { SecretShown } from '../webhooks/secret-shown.tsx';

const usualHours = 24;
const mostHours = 168;

/** Makes a new secret and shows it, once; the present one goes on for a while. */
export function RotateSecret({ endpoint }: { endpoint: Endpoint }) {
  const [isOpen, { open, close }] = useDisclosure();
  const [overlapHours, setOverlapHours] = useState<number | string>(usualHours);
  const [round, setRound] = useState(0);
  const key = useRequestKey([endpoint.endpointId, overlapHours], round);
  const rotate = useMutation({
    mutationFn: () =>
      bodyOf(
        crmSync.POST('/api/endpoints/{id}/rotate-secret', {
          params: { path: { id: endpoint.endpointId }, header: { 'idempotency-key': key } },
          body: { overlapHours: Number(overlapHours) },
        }),
      ),
    onSuccess: rememberEndpoint,
    // The secret is in the answer: it does not outlive the dialog.
    gcTime: 0,
  });
  const begin = () => {
    rotate.reset();
    setRound(round + 1);
    open();
  };
  const end = () => {
    close();
    rotate.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rotate.mutate();
  };
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconKey size={14} />} onClick={begin}>
        New secret
      </Button>
      <Modal
        opened={isOpen}
        onClose={end}
        size="lg"
        title={rotate.data ? 'The new secret' : 'Make a new secret?'}
        closeOnClickOutside={false}
        closeOnEscape={!rotate.data}
        withCloseButton={!rotate.data}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {rotate.data ? (
          <SecretShown secret={rotate.data.secret} doneLabel="I have kept it" onDone={end} />
        ) : (
          <Stack component="form" onSubmit={submit}>
            <Text size="sm">
              Every event is signed with both secrets for a while, so that the receiver can change over
              without missing one. Libraries of Standard Webhooks accept an event if either fits.
            </Text>
            {isOverlapping(endpoint) && (
              <Text size="sm" fw={600}>
                Two secrets sign already. The older one is good for nothing as soon as there is a new one.
              </Text>
            )}
            <NumberInput
              label="Hours that the present secret goes on signing"
              description={`0 to ${mostHours}. 0, if somebody else may have it: it is good for nothing at once.`}
              min={0}
              max={mostHours}
              allowDecimal={false}
              clampBehavior="strict"
              required
              value={overlapHours}
              onChange={setOverlapHours}
              data-autofocus
            />
            {rotate.error && <Problem error={rotate.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={end}>
                Go back
              </Button>
              <Button type="submit" loading={rotate.isPending} disabled={overlapHours === ''}>
                Make a new secret
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
