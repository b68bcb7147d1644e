import {
  dispositionOfFailReason,
  type PublishStatus,
  uploadedBytesOf,
  type WebhookContent,
} from '@postbus/tiktok';
import type { PlatformFact } from './state.ts';

/** What a status answer of TikTok says about a publish task. An unknown status says nothing but that it still goes on. */
export function factOfStatus(answer: PublishStatus, totalBytes: number): PlatformFact {
  if (answer.status === 'PUBLISH_COMPLETE') return published(answer.postIds);
  if (answer.status === 'SEND_TO_USER_INBOX') return { kind: 'inbox_delivered' };
  if (answer.status === 'FAILED') return failed(answer.failReason ?? 'unknown');
  return { kind: 'processing', uploadedBytes: uploadedBytesOf(answer, { videoSize: totalBytes }) };
}

/** What a webhook of TikTok says about a publish task, and which; undefined if it is about something else. */
export function factOfWebhook(
  content: WebhookContent,
  createTime: number,
): { publishId: string; fact: PlatformFact } | undefined {
  switch (content.event) {
    case 'post.publish.failed':
      return { publishId: content.publishId, fact: failed(content.reason) };
    case 'post.publish.complete':
      return { publishId: content.publishId, fact: published([]) };
    case 'post.publish.inbox_delivered':
      return { publishId: content.publishId, fact: { kind: 'inbox_delivered' } };
    case 'post.publish.publicly_available':
    case 'post.publish.no_longer_publicly_available': {
      const { publishId, postId, event } = content;
      const isPublic = event === 'post.publish.publicly_available';
      const seen = { kind: 'visibility', postId, isPublic, at: createTime } as const;
      return { publishId, fact: isPostId(postId) ? seen : published([]) };
    }
    default:
      return undefined;
  }
}

/** Ids are numbers of 64 bits, as strings. Anything else would break the promise that the event makes. */
const isPostId = (id: string): boolean => /^\d+$/.test(id);

const published = (postIds: readonly string[]): PlatformFact => ({
  kind: 'published',
  postIds: postIds.filter(isPostId),
});

const failed = (reason: string): PlatformFact => ({
  kind: 'failed',
  reason,
  disposition: dispositionOfFailReason(reason),
});
