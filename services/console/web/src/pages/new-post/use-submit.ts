import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { queryClient } from '../../api/query-client.ts';
import { bodyOf, uploader } from '../../api/services.ts';
import type { ChangeDraft, Draft } from './draft.ts';
import { dropFile } from './file-store.ts';
import { idempotencyKey, requestsOf } from './request.ts';

const done = { now: 'It is on its way.', later: 'It is scheduled.', draft: 'It is kept as a draft.' };

/**
 * Makes the post, or one for each group of accounts. What was made is taken off the draft at once, so that trying again
 * after a failure makes the rest only.
 */
export function useSubmit({
  draft,
  change,
  clear,
}: {
  draft: Draft;
  change: ChangeDraft;
  clear: () => void;
}) {
  const navigate = useNavigate();
  return useMutation({
    async mutationFn() {
      const postIds: string[] = [];
      for (const body of requestsOf(draft)) {
        const key = await idempotencyKey(draft, body);
        const made = await bodyOf(
          uploader.POST('/api/posts', { params: { header: { 'idempotency-key': key } }, body }),
        );
        if ('postId' in made) postIds.push(made.postId);
        change(({ accountIds }) => ({
          accountIds: accountIds.filter((accountId) => !body.accountIds.includes(accountId)),
        }));
      }
      return postIds;
    },
    onSuccess(postIds) {
      for (const { id } of draft.files) void dropFile(id);
      notifications.show({ color: 'green', title: 'Done', message: done[draft.when] });
      clear();
      void queryClient.invalidateQueries({ queryKey: ['posts'] });
      void queryClient.invalidateQueries({ queryKey: ['quota'] });
      void navigate(postIds.length === 1 ? `/posts/${postIds[0]}` : '/posts');
    },
  });
}
