import { Button, Group, Stack } from '@mantine/core';
import { IconRefresh, IconSend, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type Post, type PublicationStatus, postKey } from '../../api/posts.ts';
import { queryClient } from '../../api/query-client.ts';
import { bodyOf, uploader } from '../../api/services.ts';
import { useMay } from '../../api/session.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { Reschedule } from './reschedule.tsx';

const cancellable = new Set<PublicationStatus>(['draft', 'scheduled', 'queued', 'initialising', 'uploading']);
const retryable = new Set<PublicationStatus>(['failed', 'cancelled']);
const waiting = new Set<PublicationStatus>(['draft', 'scheduled']);

/** What can still be done about a post. */
export function PostActions({ post }: { post: Post }) {
  const mayWrite = useMay('posts:write');
  const params = { path: { id: post.postId } };
  const options = {
    onSuccess: (changed: Post) => queryClient.setQueryData(postKey(post.postId), changed),
    onError: () => queryClient.invalidateQueries({ queryKey: postKey(post.postId) }),
  };
  const cancel = useMutation({
    mutationFn: () => bodyOf(uploader.POST('/api/posts/{id}/cancel', { params })),
    ...options,
  });
  const retry = useMutation({
    mutationFn: () => bodyOf(uploader.POST('/api/posts/{id}/retry', { params })),
    ...options,
  });
  const publish = useMutation({
    mutationFn: () =>
      bodyOf(uploader.PATCH('/api/posts/{id}', { params, body: { draft: false, scheduledAt: null } })),
    ...options,
  });
  if (!mayWrite) return null;
  const hasAny = (statuses: ReadonlySet<PublicationStatus>) =>
    post.publications.some(({ status }) => statuses.has(status));
  const problem = cancel.error ?? retry.error ?? publish.error;
  return (
    <Stack align="flex-end" gap="sm">
      <Group gap="sm">
        {hasAny(waiting) && (
          <Button
            size="xs"
            leftSection={<IconSend size={14} />}
            loading={publish.isPending}
            onClick={() => publish.mutate()}
          >
            Publish now
          </Button>
        )}
        {hasAny(waiting) && <Reschedule post={post} />}
        {hasAny(retryable) && (
          <Button
            size="xs"
            leftSection={<IconRefresh size={14} />}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            Try again
          </Button>
        )}
        {hasAny(cancellable) && (
          <ConfirmButton
            label="Cancel the post"
            title="Cancel this post?"
            icon={<IconX size={14} />}
            isPending={cancel.isPending}
            onConfirm={() => cancel.mutate()}
          >
            What TikTok does not have yet will not be published. It can be tried again later.
          </ConfirmButton>
        )}
      </Group>
      {problem && <Problem error={problem} />}
    </Stack>
  );
}
