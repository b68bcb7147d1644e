import { Button, Group, Stack } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { deliveriesKey, type Endpoint, endpointsQuery, rememberEndpoint } from '../../api/endpoints.ts';
import { queryClient } from '../../api/query-client.ts';
import { bodyOf, crmSync } from '../../api/services.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { EditEndpoint } from './edit-endpoint.tsx';
import { RotateSecret } from './rotate-secret.tsx';
import { TestButton, TestResult, useTest } from './test-ping.tsx';

/** What can be done with an endpoint. */
export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const navigate = useNavigate();
  const test = useTest(endpoint);
  const params = { path: { id: endpoint.endpointId } };
  const enable = useMutation({
    mutationFn: () => bodyOf(crmSync.POST('/api/endpoints/{id}/enable', { params })),
    onSuccess: async (changed) => {
      await rememberEndpoint(changed);
      await queryClient.invalidateQueries({ queryKey: deliveriesKey(endpoint.endpointId) });
    },
  });
  const disable = useMutation({
    mutationFn: () => bodyOf(crmSync.POST('/api/endpoints/{id}/disable', { params })),
    onSuccess: rememberEndpoint,
  });
  const remove = useMutation({
    mutationFn: () => crmSync.DELETE('/api/endpoints/{id}', { params }),
    onSuccess: async () => {
      queryClient.setQueryData(endpointsQuery.queryKey, (known) =>
        known?.filter(({ endpointId }) => endpointId !== endpoint.endpointId),
      );
      await navigate('/webhooks?tab=endpoints', { replace: true });
    },
  });
  const problem = enable.error ?? disable.error ?? remove.error;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {endpoint.status === 'disabled' && (
          <Button
            size="xs"
            leftSection={<IconPlayerPlay size={14} />}
            loading={enable.isPending}
            onClick={() => enable.mutate()}
          >
            Switch on
          </Button>
        )}
        <TestButton test={test} />
        <EditEndpoint key={endpoint.updatedAt} endpoint={endpoint} />
        <RotateSecret endpoint={endpoint} />
        {endpoint.status === 'enabled' && (
          <ConfirmButton
            label="Switch off"
            title="Switch this endpoint off?"
            color="orange"
            icon={<IconPlayerPause size={14} />}
            isPending={disable.isPending}
            onConfirm={() => disable.mutate()}
          >
            Nothing more is sent to it. What waits is sent when it is switched on again; what comes meanwhile
            is not.
          </ConfirmButton>
        )}
        <ConfirmButton
          label="Delete"
          title="Delete this endpoint?"
          icon={<IconTrash size={14} />}
          isPending={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          It gets nothing more, what waits included, and its secret is good for nothing. The record of what
          was sent to it goes, too.
        </ConfirmButton>
      </Group>
      {problem && <Problem error={problem} />}
      <TestResult test={test} />
    </Stack>
  );
}
