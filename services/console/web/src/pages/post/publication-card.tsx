import { Alert, Anchor, Code, Group, Paper, Progress as ProgressBar, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconChartLine, IconExternalLink } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Account } from '../../api/accounts.ts';
import { failureText } from '../../api/failure-words.ts';
import type { Post, Publication } from '../../api/posts.ts';
import { useMay, useSession } from '../../api/session.ts';
import { appearances, isUnderWay } from '../../api/statuses.ts';
import { AccountName } from '../../components/account-name.tsx';
import { formatBytes, formatDuration } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { PublicationTimeline } from './publication-timeline.tsx';
import type { Progress } from './use-progress.ts';

interface Props {
  publication: Publication;
  kind: Post['kind'];
  account: Account | undefined;
  /** What was told live, if anything was. */
  progress: Progress | undefined;
}

/** How the post fares on one account. */
export function PublicationCard({ publication, kind, account, progress }: Props) {
  // Whichever has heard more: live events come before the answer that they cause.
  const isAhead = progress !== undefined && progress.version >= publication.version;
  const status = isAhead ? progress.status : publication.status;
  const bytes = isAhead ? progress.bytes : publication.bytes;
  return (
    <Paper withBorder p="lg" component="article" aria-label={account?.displayName ?? 'Publication'}>
      <Stack>
        <Group justify="space-between" gap="sm">
          <AccountName account={account} />
          <StatusBadge status={status} />
        </Group>
        <Text size="sm" c="dimmed" role="status">
          {appearances[status].meaning}
          {isUnderWay(status) && publication.nextStepAt && (
            <>
              {' '}
              Next look <Moment at={publication.nextStepAt} />.
            </>
          )}
        </Text>
        {status === 'uploading' && (
          <Sending bytes={bytes} bytesPerSecond={progress?.bytesPerSecond ?? null} />
        )}
        <PublicLinks publication={publication} kind={kind} account={account} />
        <FiguresLink publication={publication} />
        {publication.failure && <Failure failure={publication.failure} />}
        <PublicationTimeline publication={publication} />
        <Text size="xs" c="dimmed" className="mono">
          publication {publication.publicationId}
          {publication.publishId && ` · publish id ${publication.publishId}`}
        </Text>
      </Stack>
    </Paper>
  );
}

function Sending({ bytes, bytesPerSecond }: Pick<Progress, 'bytes' | 'bytesPerSecond'>) {
  const { sent, total } = bytes;
  return (
    <div>
      <ProgressBar value={total > 0 ? (sent / total) * 100 : 0} animated aria-label="Sent to TikTok" />
      <Text size="xs" c="dimmed" mt={4}>
        {formatBytes(sent)} of {formatBytes(total)}
        {bytesPerSecond &&
          ` · ${formatBytes(bytesPerSecond)}/s · ${formatDuration((total - sent) / bytesPerSecond)} left`}
      </Text>
    </div>
  );
}

function PublicLinks({ publication, kind, account }: Pick<Props, 'publication' | 'kind' | 'account'>) {
  const { data: session } = useSession();
  if (publication.status !== 'published') return null;
  if (publication.postIds.length === 0 || !account?.username) {
    return (
      <Text size="sm">
        TikTok tells the address of the post when it has looked it through, which may take a while.
      </Text>
    );
  }
  return (
    <Group>
      {publication.postIds.map((id) => (
        <Anchor
          key={id}
          href={`${session?.tiktokUrl}/@${account.username}/${kind}/${id}`}
          target="_blank"
          rel="noreferrer"
          size="sm"
        >
          <Group gap={6} component="span">
            Look at it on TikTok <IconExternalLink size={14} aria-hidden />
          </Group>
        </Anchor>
      ))}
    </Group>
  );
}

/** What was public once has figures, and keeps them. */
function FiguresLink({ publication: { publicationId, publishedAt } }: Pick<Props, 'publication'>) {
  const mayRead = useMay('crm:read');
  if (!publishedAt || !mayRead) return null;
  return (
    <Group>
      <Anchor component={Link} to={`/analytics/posts/${publicationId}`} size="sm">
        <Group gap={6} component="span">
          Views, likes, comments and shares over time <IconChartLine size={14} aria-hidden />
        </Group>
      </Anchor>
    </Group>
  );
}

function Failure({ failure }: { failure: NonNullable<Publication['failure']> }) {
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title="Why">
      <Stack gap={4}>
        <Text size="sm">{failureText(failure)}</Text>
        <Text size="xs" c="dimmed">
          <Code>{failure.code}</Code>
          {failure.logId && ` TikTok's log id: ${failure.logId}`}
        </Text>
      </Stack>
    </Alert>
  );
}
