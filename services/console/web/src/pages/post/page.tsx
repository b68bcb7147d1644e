import { Alert, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useAccountsById } from '../../api/accounts.ts';
import { type Post, postQuery } from '../../api/posts.ts';
import { isUnderWay } from '../../api/statuses.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { absoluteTime } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { privacyLabels } from '../new-post/privacy.ts';
import { PostActions } from './post-actions.tsx';
import { PublicationCard } from './publication-card.tsx';
import { useProgress } from './use-progress.ts';

/** Beside the live events: they may have no way through a proxy. */
const liveMs = 4000;
const addressWithinMs = 10 * 60_000;

/** A post with everything that was tried to publish it. */
export default function PostPage() {
  const { postId = '' } = useParams();
  const {
    data: post,
    error,
    refetch,
  } = useQuery({
    ...postQuery(postId),
    refetchInterval: ({ state }) => (isLive(state.data) || waitsForAddress(state.data) ? liveMs : false),
  });
  const progress = useProgress(postId, isLive(post));
  const accounts = useAccountsById();
  if (!post) {
    return (
      <Page title="Post">
        {error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows height={120} />}
      </Page>
    );
  }
  return (
    <Page title="Post" actions={<PostActions post={post} />}>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      <Content post={post} />
      <Stack>
        {post.publications.map((publication) => (
          <PublicationCard
            key={publication.publicationId}
            publication={publication}
            kind={post.kind}
            account={accounts.get(publication.accountId)}
            progress={progress.get(publication.publicationId)}
          />
        ))}
      </Stack>
    </Page>
  );
}

const isLive = (post: Post | undefined): boolean =>
  post?.publications.some(({ status }) => isUnderWay(status)) ?? false;

/** TikTok tells the id of a public post a little after it has published it; of a private one it never does. */
const waitsForAddress = (post: Post | undefined): boolean =>
  post?.publications.some(
    ({ publishedAt, postIds }) =>
      publishedAt !== null && postIds.length === 0 && Date.now() - Date.parse(publishedAt) < addressWithinMs,
  ) ?? false;

function Content({ post }: { post: Post }) {
  const { postInfo, mode, kind, scheduledAt, timeZone, createdAt } = post;
  const facts: [string, string][] = [
    ['Content', kind === 'video' ? 'Video' : `${post.mediaIds.length} photos`],
    ['Goes to', mode === 'direct' ? 'The profile' : 'The inbox of the TikTok app'],
    ['Made', absoluteTime(createdAt)],
  ];
  if (postInfo.privacyLevel) {
    facts.push(['Visible to', privacyLabels[postInfo.privacyLevel] ?? postInfo.privacyLevel]);
  }
  if (scheduledAt)
    facts.push(['Scheduled for', `${absoluteTime(scheduledAt)}${timeZone ? ` (${timeZone})` : ''}`]);
  if (postInfo.brandContentToggle) facts.push(['Labeled as', 'Paid partnership']);
  else if (postInfo.brandOrganicToggle) facts.push(['Labeled as', 'Promotional content']);
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Text
          style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
          c={postInfo.title ? undefined : 'dimmed'}
        >
          {postInfo.title || 'Without a caption'}
        </Text>
        {postInfo.description && <Text size="sm">{postInfo.description}</Text>}
        <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <Text size="xs" c="dimmed" component="dt">
                {name}
              </Text>
              <Text size="sm" component="dd" m={0}>
                {value}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {post.publications.some(({ status }) => status === 'processing') && (
          <Group>
            <Alert variant="light" color="cyan" w="100%">
              TikTok has it. It may take a few minutes until it is visible on the profile.
            </Alert>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
