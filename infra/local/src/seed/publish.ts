import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../demo/api.ts';
import { Problem } from '../problem.ts';
import type { Crm, SeededPost } from './crm.ts';
import type { SeedMedia } from './media.ts';
import type { PlannedPost } from './plan.ts';
import type { SeedSandbox } from './sandbox.ts';

/** A post that has not come to its end by then never will. Postbus waits a minute for a full quota. */
const endsWithinMs = 3 * 60_000;
const lookEveryMs = 50;

export interface Publisher {
  api: Api;
  crm: Crm;
  uploaderUrl: string;
  sandbox: SeedSandbox;
  signal: AbortSignal;
}

/** Has Postbus take a post in: to publish it, at its time, or to keep it as a draft. Returns its publication. */
export async function createPost(
  { api, uploaderUrl, sandbox }: Pick<Publisher, 'api' | 'uploaderUrl' | 'sandbox'>,
  { username, caption, kind, way, at }: PlannedPost,
  { accountId, media }: { accountId: string; media: SeedMedia },
): Promise<string> {
  if (way === 'refused') await sandbox.refuseNext(username);
  const { publications } = await api.call<{ publications: { publicationId: string }[] }>(
    `${uploaderUrl}/api/posts`,
    {
      method: 'POST',
      headers: { 'idempotency-key': `${username} ${caption}`.replaceAll(/[^\w -]/g, '') },
      body: {
        accountIds: [accountId],
        ...(kind === 'video' ? { mediaId: media.videoId } : { mediaIds: media.photoIds }),
        // TikTok takes no text for the inbox.
        ...(way === 'inbox'
          ? { mode: 'inbox' }
          : { mode: 'direct', postInfo: { title: caption, privacyLevel: 'PUBLIC_TO_EVERYONE' } }),
        ...(way === 'scheduled' && { scheduledAt: new Date(at).toISOString() }),
        ...(way === 'draft' && { draft: true }),
        allowDuplicate: true,
      },
    },
  );
  return publications[0]?.publicationId ?? '';
}

/** Where a post of this kind has come to its end, as crm-sync shows it. */
const hasEnded = (way: PlannedPost['way'], post: SeededPost | undefined): boolean => {
  if (way === 'published') return post?.status === 'published' && post.postId !== null;
  return (
    post?.status ===
    { refused: 'failed', inbox: 'inbox_delivered', draft: 'draft', scheduled: 'scheduled' }[way]
  );
};

/** Waits until crm-sync shows how the post has ended. Raises a Problem if it ends otherwise, or not at all. */
export async function awaitEnd(
  { crm, signal }: Pick<Publisher, 'crm' | 'signal'>,
  { way, caption, username }: PlannedPost,
  publicationId: string,
): Promise<void> {
  const deadline = performance.now() + endsWithinMs;
  for (;;) {
    const post = await crm.publication(publicationId);
    if (hasEnded(way, post)) return;
    const isLost = post?.status === 'failed' || post?.status === 'cancelled';
    if (isLost || performance.now() > deadline) {
      throw new Problem(
        `"${caption}" of ${username} is ${post?.status ?? 'unknown to crm-sync'} and should be ${way}: look at ` +
          'the post in the console and at the logs, then run npm run demo:seed again. It goes on where it was.',
      );
    }
    await pause(lookEveryMs, undefined, { signal });
  }
}
