import { Box, Group, Paper, Text } from '@mantine/core';
import { memo } from 'react';
import { failureText } from '../../api/failure-words.ts';
import type { ListedPost } from '../../api/posts.ts';
import { AccountName } from '../../components/account-name.tsx';
import { formatCount } from '../../components/format.ts';
import { Moment } from '../../components/moment.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { PostLink } from './post-link.tsx';

/** One publication in the list. */
export const PostRow = memo(function PostRow({ post }: { post: ListedPost }) {
  const { status, caption, failure, scheduledAt, publishedAt, updatedAt, mode, source, figures } = post;
  const text = caption || (mode === 'inbox' ? 'Sent to the inbox' : 'Without a caption');
  return (
    <Paper withBorder p="md" component={PostLink} post={post} className="row-link" display="block">
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
            {(source === 'tiktok' || figures) && (
              <Text size="xs" c="dimmed">
                {[source === 'tiktok' && 'Made in the TikTok app', figures && figuresText(figures)]
                  .filter(Boolean)
                  .join(' · ')}
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
    </Paper>
  );
});

const figuresText = ({ views, likes, comments }: NonNullable<ListedPost['figures']>): string =>
  `${formatCount(views)} views · ${formatCount(likes)} likes · ${formatCount(comments)} comments`;

type Times = Pick<ListedPost, 'status' | 'scheduledAt' | 'publishedAt' | 'updatedAt'>;

/** The moment that matters in this state. */
function timeOf({ status, scheduledAt, publishedAt, updatedAt }: Times): string {
  if (status === 'scheduled' && scheduledAt) return scheduledAt;
  return publishedAt ?? updatedAt;
}
