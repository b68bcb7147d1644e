import { Box, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { failureText } from '../../api/failure-words.ts';
import type { ListedPost } from '../../api/posts.ts';
import { AccountName } from '../../components/account-name.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';

/** One publication in the list. */
export function PostRow({ post }: { post: ListedPost }) {
  const { status, caption, failure, scheduledAt, publishedAt, updatedAt, mode } = post;
  const text = caption || (mode === 'inbox' ? 'Sent to the inbox' : 'Without a caption');
  return (
    <li>
      <RowFrame post={post}>
        <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
          <Group gap="md" wrap="nowrap" miw={0} style={{ flex: 1 }}>
            <Box w={200} visibleFrom="sm" style={{ flexShrink: 0 }}>
              <AccountName account={post.account} />
            </Box>
            <Box miw={0}>
              <Text size="sm" fw={600} hiddenFrom="sm" truncate>
                {post.account?.displayName ?? post.account?.username}
              </Text>
              <Text
                size="sm"
                lineClamp={2}
                style={{ overflowWrap: 'anywhere' }}
                c={caption ? undefined : 'dimmed'}
              >
                {text}
              </Text>
              {post.source === 'tiktok' && (
                <Text size="xs" c="dimmed">
                  Made in the TikTok app
                </Text>
              )}
              {failure && (
                <Text size="xs" c="var(--mantine-color-error)" lineClamp={2}>
                  {failureText(failure)}
                </Text>
              )}
            </Box>
          </Group>
          <Box ta="right" style={{ flexShrink: 0 }}>
            <StatusBadge status={status} />
            <Text size="xs" c="dimmed" mt={4}>
              <Moment at={timeOf({ status, scheduledAt, publishedAt, updatedAt })} />
            </Text>
          </Box>
        </Group>
      </RowFrame>
    </li>
  );
}

/** Leads to the post's page; of one that was made elsewhere, to TikTok. */
function RowFrame({ post, children }: { post: ListedPost; children: ReactNode }) {
  const look = { withBorder: true, p: 'md', display: 'block' } as const;
  if (post.postbusPostId !== null)
    return (
      <Paper {...look} component={Link} to={`/posts/${post.postbusPostId}`} className="row-link">
        {children}
      </Paper>
    );
  if (post.shareUrl === null) return <Paper {...look}>{children}</Paper>;
  return (
    <Paper {...look} component="a" href={post.shareUrl} target="_blank" rel="noreferrer" className="row-link">
      {children}
    </Paper>
  );
}

type Times = Pick<ListedPost, 'status' | 'scheduledAt' | 'publishedAt' | 'updatedAt'>;

/** The moment that matters in this state. */
function timeOf({ status, scheduledAt, publishedAt, updatedAt }: Times): string {
  if (status === 'scheduled' && scheduledAt) return scheduledAt;
  return publishedAt ?? updatedAt;
}
