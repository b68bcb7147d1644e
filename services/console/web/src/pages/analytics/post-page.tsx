import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconDownload, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { crmPostQuery, type PostMetrics, postMetricsQuery } from '../../api/analytics.ts';
import type { ListedPost } from '../../api/posts.ts';
import { AccountName } from '../../components/account-name.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { absoluteTime } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { useSave } from './export-menu.tsx';
import { FigureTile } from './figure-tile.tsx';
import { PostChart } from './post-chart.tsx';
import { type PostMetricName, postFiguresOf, postSpanOf } from './post-figures.ts';

/** The figures of one post over time, wherever it was made. */
export default function PostFiguresPage() {
  const { id = '' } = useParams();
  const { data: post, error, refetch } = useQuery(crmPostQuery(id));
  if (!post) {
    return (
      <Page title="Figures of a post">
        {error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows height={120} />}
      </Page>
    );
  }
  return <PostFigures post={post} />;
}

function PostFigures({ post }: { post: ListedPost }) {
  const query = postSpanOf(post.publishedAt, new Date());
  const { data, error, refetch } = useQuery(postMetricsQuery(post.id, query));
  const save = useSave();
  const path = `/api/crm-sync/api/crm/posts/${post.id}/metrics.csv`;
  return (
    <Page
      title="Figures of a post"
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={save.isPending}
          onClick={() => save.mutate({ path, query, fileName: `post ${post.id}.csv` })}
        >
          Export CSV
        </Button>
      }
    >
      <PostFacts post={post} />
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={2} height={160} />}
      {data && <PostSeries post={post} metrics={data} />}
    </Page>
  );
}

const PostFacts = ({ post }: { post: ListedPost }) => (
  <Paper withBorder p="lg">
    <Stack gap="sm">
      <AccountName account={post.account} />
      <Text style={{ overflowWrap: 'anywhere' }} lineClamp={4} c={post.caption ? undefined : 'dimmed'}>
        {post.caption || 'Without a caption'}
      </Text>
      <Group gap="md">
        {post.publishedAt && (
          <Text size="sm" c="dimmed">
            Published {absoluteTime(post.publishedAt)}
          </Text>
        )}
        {post.postbusPostId && (
          <Anchor component={Link} to={`/posts/${post.postbusPostId}`} size="sm">
            What happened to it
          </Anchor>
        )}
        {post.shareUrl && (
          <Anchor href={post.shareUrl} target="_blank" rel="noreferrer" size="sm">
            <Group gap={6} component="span">
              Look at it on TikTok <IconExternalLink size={14} aria-hidden />
            </Group>
          </Anchor>
        )}
      </Group>
      {post.missingSince && (
        <Text size="sm">
          TikTok does not show it any more, since {absoluteTime(post.missingSince)}: it was deleted or made
          private. Its figures stay as they were.
        </Text>
      )}
    </Stack>
  </Paper>
);

function PostSeries({ post, metrics }: { post: ListedPost; metrics: PostMetrics }) {
  const [metric, setMetric] = useState<PostMetricName>('views');
  if (metrics.points.length === 0) {
    return (
      <Text c="dimmed" role="status">
        {post.figures
          ? 'It was not measured in this time.'
          : 'It has no figures yet. TikTok tells them of public posts, a few minutes after they were published.'}
      </Text>
    );
  }
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        {postFiguresOf(metrics).map((figure) => (
          <FigureTile
            key={figure.name}
            figure={figure}
            isChosen={figure.name === metric}
            onChoose={() => setMetric(figure.name)}
          />
        ))}
      </SimpleGrid>
      <PostChart metric={metric} metrics={metrics} publishedAt={post.publishedAt} />
    </Stack>
  );
}
