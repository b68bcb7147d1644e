import type { PublishTask } from '../state/publish-task.ts';
import type { WebhookEvent } from './webhooks.ts';

// The events of reference 7.3, spelt as TikTok spells them.

const publishType = (task: PublishTask) => (task.mode === 'direct' ? 'DIRECT_PUBLISH' : 'INBOX_SHARE');

function postEvent(task: PublishTask, name: string, more: Record<string, string> = {}): WebhookEvent {
  return {
    clientKey: task.clientKey,
    event: `post.publish.${name}`,
    openId: task.openId,
    publishId: task.publishId,
    content: JSON.stringify({ publish_id: task.publishId, publish_type: publishType(task), ...more }),
  };
}

export const publishFailed = (task: PublishTask, reason: string) => postEvent(task, 'failed', { reason });
export const publishComplete = (task: PublishTask) => postEvent(task, 'complete');
export const inboxDelivered = (task: PublishTask) => postEvent(task, 'inbox_delivered');
export const publiclyAvailable = (task: PublishTask, postId: string) =>
  postEvent(task, 'publicly_available', { post_id: postId });
export const noLongerPublic = (task: PublishTask, postId: string) =>
  postEvent(task, 'no_longer_publicaly_available', { post_id: postId });

/** `reason`: 0 unknown, 1 by the user, 2 account deleted, 3 age changed, 4 account banned, 5 by the developer. */
export const authorizationRemoved = (
  grant: { clientKey: string; openId: string },
  reason: number,
): WebhookEvent => ({
  ...grant,
  event: 'authorization.removed',
  publishId: null,
  // With these spaces in TikTok's own example.
  content: `{"reason": ${reason} }`,
});
