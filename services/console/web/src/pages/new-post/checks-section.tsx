import { Checkbox, Group, List, Loader, Stack, Text, ThemeIcon } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useAccountsById } from '../../api/accounts.ts';
import type { DryRun } from '../../api/posts.ts';
import { bodyOf, uploader } from '../../api/services.ts';
import { Problem } from '../../components/problem.tsx';
import type { ChangeDraft, Draft } from './draft.ts';
import { requestsOf } from './request.ts';
import { Section } from './section.tsx';

/** TikTok is asked by every check, and allows twenty questions a minute. */
const quietMs = 900;

/** Every check that publishing makes, before anything is made. Run again when something that counts has changed. */
export function ChecksSection({
  draft,
  change,
  isComplete,
}: {
  draft: Draft;
  change: ChangeDraft;
  isComplete: boolean;
}) {
  // Typing on in the caption changes no finding but its length, which is checked beside it.
  const [requests] = useDebouncedValue(
    JSON.stringify(requestsOf({ ...draft, title: '', description: '' })),
    quietMs,
  );
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['dry-run', requests],
    queryFn: () => dryRun(JSON.parse(requests)),
    enabled: isComplete,
    placeholderData: keepPreviousData,
  });
  const accounts = useAccountsById();
  if (!isComplete) return null;
  const isDuplicate = draft.allowDuplicate || data?.some(({ code }) => code === 'duplicate_post');

  return (
    <Section title="Checks">
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Group gap="sm">
          <Loader size="sm" />
          <Text size="sm">Asking TikTok …</Text>
        </Group>
      )}
      {data && (
        <Stack gap="sm" aria-busy={isFetching} aria-live="polite">
          {data.length === 0 ? (
            <Group gap="sm" wrap="nowrap">
              <ThemeIcon color="green" variant="light" radius="xl" aria-hidden>
                <IconCheck size={16} />
              </ThemeIcon>
              <Text size="sm">Nothing stands in the way.</Text>
            </Group>
          ) : (
            <List
              size="sm"
              spacing="xs"
              icon={
                <ThemeIcon color="orange" variant="light" radius="xl" size={22} aria-hidden>
                  <IconAlertTriangle size={14} />
                </ThemeIcon>
              }
            >
              {data.map(({ accountId, code, userMessage }) => (
                <List.Item key={`${accountId} ${code}`}>
                  {accountId && <strong>{accounts.get(accountId)?.displayName ?? 'Account'}: </strong>}
                  {userMessage}
                </List.Item>
              ))}
            </List>
          )}
        </Stack>
      )}
      {isDuplicate && (
        <Checkbox
          label="Post it again anyway"
          checked={draft.allowDuplicate}
          onChange={(event) => change({ allowDuplicate: event.currentTarget.checked })}
        />
      )}
    </Section>
  );
}

type Finding = DryRun['problems'][number] & { accountId: string | null };

/** What stands in the way, of the post itself and on each account. */
async function dryRun(requests: ReturnType<typeof requestsOf>): Promise<Finding[]> {
  const answers = await Promise.all(
    requests.map((body) =>
      bodyOf(uploader.POST('/api/posts', { params: { query: { dryRun: true } }, body })),
    ),
  );
  const findings = (answers as DryRun[]).flatMap(({ problems, accounts }) => [
    ...problems.map((problem) => ({ ...problem, accountId: null })),
    ...accounts.flatMap(({ accountId, problems }) => problems.map((problem) => ({ ...problem, accountId }))),
  ]);
  // What is wrong with the post is wrong in each of its requests.
  return findings.filter(
    ({ accountId, code }, at) =>
      findings.findIndex((other) => other.accountId === accountId && other.code === code) === at,
  );
}
