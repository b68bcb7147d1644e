import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Delivery, deliveriesKey, type Endpoint } from '../../api/endpoints.ts';
import { queryClient } from '../../api/query-client.ts';
import { useRequestKey } from '../../api/request-key.ts';
import { bodyOf, crmSync } from '../../api/services.ts';
import { Problem } from '../../components/problem.tsx';

interface Props {
  delivery: Delivery;
  endpoint: Endpoint;
  onOpen: (id: string) => void;
}

/** Sends an event again; one that waits is sent now. */
export function Resend({ delivery, endpoint, onOpen }: Props) {
  const { deliveryId, status, isTest } = delivery;
  const [round, setRound] = useState(0);
  const key = useRequestKey(deliveryId, round);
  const resend = useMutation({
    mutationFn: () =>
      bodyOf(
        crmSync.POST('/api/deliveries/{id}/resend', {
          params: { path: { id: deliveryId }, header: { 'idempotency-key': key } },
        }),
      ),
    onSuccess: async () => {
      setRound(round + 1);
      await queryClient.invalidateQueries({ queryKey: ['delivery', deliveryId] });
      await queryClient.invalidateQueries({ queryKey: deliveriesKey(endpoint.endpointId) });
    },
  });
  if (isTest) return <Hint>A test is not sent again. Send a new one.</Hint>;
  const isOff = endpoint.status === 'disabled';
  const again = resend.data && resend.data.deliveryId !== deliveryId ? resend.data.deliveryId : null;
  return (
    <Stack gap="xs" align="flex-start" w="100%">
      {resend.isSuccess && (
        <Alert role="status" color="green" variant="light" w="100%">
          It is on its way.{' '}
          {again && (
            <Anchor
              underline="always"
              component="button"
              type="button"
              size="sm"
              onClick={() => onOpen(again)}
            >
              Show the new delivery
            </Anchor>
          )}
        </Alert>
      )}
      {resend.error && <Problem error={resend.error} />}
      <Button
        size="xs"
        variant="light"
        leftSection={<IconRepeat size={14} />}
        loading={resend.isPending}
        disabled={isOff || status === 'sending'}
        onClick={() => resend.mutate()}
      >
        {status === 'pending' ? 'Send now' : 'Send again'}
      </Button>
      <Hint>
        {isOff
          ? 'The endpoint is switched off. Switch it on first.'
          : 'With the same webhook-id: a receiver that has taken it may pass it over.'}
      </Hint>
    </Stack>
  );
}

const Hint = ({ children }: { children: string }) => (
  <Text size="xs" c="dimmed">
    {children}
  </Text>
);
