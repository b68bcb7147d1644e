import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { type Delivery, deliveriesKey, type Endpoint, endpointKey } from '../../api/endpoints.ts';
import { queryClient } from '../../api/query-client.ts';
import { bodyOf, crmSync } from '../../api/services.ts';
import { Problem } from '../../components/problem.tsx';
import { adviceFor, outcomeOf } from './delivery-words.ts';

type Test = UseMutationResult<Delivery, Error, void>;

/** Sends a test to an endpoint, once, and waits for what comes of it. */
export const useTest = ({ endpointId }: Endpoint): Test =>
  useMutation({
    mutationFn: () =>
      bodyOf(crmSync.POST('/api/endpoints/{id}/test', { params: { path: { id: endpointId } } })),
    onSettled: async () => {
      // By 410 it may have switched itself off.
      await queryClient.invalidateQueries({ queryKey: endpointKey(endpointId) });
      await queryClient.invalidateQueries({ queryKey: deliveriesKey(endpointId) });
    },
  });

export const TestButton = ({ test }: { test: Test }) => (
  <Button
    size="xs"
    variant="default"
    leftSection={<IconBolt size={14} />}
    loading={test.isPending}
    onClick={() => test.mutate()}
  >
    Send a test
  </Button>
);

/** What came of the test. */
export function TestResult({ test }: { test: Test }) {
  if (test.error) return <Problem error={test.error} onRetry={() => test.mutate()} />;
  const attempt = test.data?.attempts.at(-1);
  if (!attempt) return null;
  const isTaken = attempt.error === null;
  const advice = adviceFor(attempt);
  return (
    <Alert
      role="status"
      variant="light"
      color={isTaken ? 'green' : 'red'}
      title={isTaken ? 'The test was taken' : 'The test was not taken'}
    >
      <Stack gap={4}>
        <Text size="sm">{outcomeOf(attempt)}</Text>
        {advice && <Text size="sm">{advice}</Text>}
        {attempt.responseBody && (
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {attempt.responseBody}
          </Code>
        )}
      </Stack>
    </Alert>
  );
}
