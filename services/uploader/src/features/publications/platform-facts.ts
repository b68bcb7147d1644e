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
): { publishId: string; fact: PlatformFact } | undefined {
  switch (content.event) {
    case 'post.publish.failed':
      return { publishId: content.publishId, fact: failed(content.reason) };
    case 'post.publish.complete':
      return { publishId: content.publishId, fact: published([]) };
    case 'post.publish.inbox_delivered':
      return { publishId: content.publishId, fact: { kind: 'inbox_delivered' } };
    // A post that is no longer public was published, and this is its id.
    case 'post.publish.publicly_available':
    case 'post.publish.no_longer_publicly_available':
      return { publishId: content.publishId, fact: published([content.postId]) };
    default:
      return undefined;
  }
}

/** Ids are numbers of 64 bits, as strings. Anything else would break the promise that the event makes. */
const published = (postIds: readonly string[]): PlatformFact => ({
  kind: 'published',
  postIds: postIds.filter((id) => /^\d+$/.test(id)),
});

const failed = (reason: string): PlatformFact => ({
  kind: 'failed',
  reason,
  disposition: dispositionOfFailReason(reason),
});
