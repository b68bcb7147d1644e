import { useMutation } from '@tanstack/react-query';
import { type Post, postKey } from './posts.ts';
import { queryClient } from './query-client.ts';
import { bodyOf, uploader } from './services.ts';

interface NewTime {
  postId: string;
  /** With an offset, or as the clocks of `timeZone` show it. */
  scheduledAt: string;
  timeZone?: string;
}

/** Gives a scheduled post, or a draft, another time. */
export const useReschedule = () =>
  useMutation({
    mutationFn: ({ postId, scheduledAt, timeZone }: NewTime) =>
      bodyOf(
        uploader.PATCH('/api/posts/{id}', {
          params: { path: { id: postId } },
          body: { draft: false, scheduledAt, ...(timeZone && { timeZone }) },
        }),
      ),
    onSuccess: (post: Post) => queryClient.setQueryData(postKey(post.postId), post),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['posts'] }),
  });
