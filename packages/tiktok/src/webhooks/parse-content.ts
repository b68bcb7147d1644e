import { asRecord, idOrNull, integerOrNull, parseJson, textOrNull } from '../json.ts';
import { WebhookFormatError } from './webhook-format-error.ts';

/** Why an app lost a creator's authorization, by TikTok's number. */
const removalReasons = [
  'unknown',
  'user_disconnected',
  'account_deleted',
  'age_changed',
  'account_banned',
  'developer_revoked',
] as const;
export type RemovalReason = (typeof removalReasons)[number];

interface PublishContent {
  publishId: string;
  /** `INBOX_SHARE`, `DIRECT_PUBLISH`; as it came. */
  publishType: string | null;
}

/** What a webhook says, by event. `fields` holds everything as it came, integers too large for a number as strings. */
export type WebhookContent = { fields: Record<string, unknown> } & (
  | { event: 'authorization.removed'; reason: RemovalReason }
  | ({ event: 'post.publish.failed'; reason: string } & PublishContent)
  | ({ event: 'post.publish.complete' | 'post.publish.inbox_delivered' } & PublishContent)
  | ({
      /** Spelled right here, whichever way TikTok spells it. */
      event: 'post.publish.publicly_available' | 'post.publish.no_longer_publicly_available';
      postId: string;
    } & PublishContent)
  | { event: 'video.upload.failed' | 'video.publish.completed'; shareId: string }
  | { event: 'portability.download.ready'; requestId: string }
  | { event: 'unknown' }
);

/**
 * Reads the `content` of a webhook. An event that is not known is `unknown` and keeps its fields.
 * Raises {@link WebhookFormatError} if a known one lacks what it is about; never shows the content.
 * Source: developers.tiktok.com/doc/webhooks-events, /doc/content-posting-api-reference-get-video-status
 */
export function parseWebhookContent(event: string, content: string): WebhookContent {
  const fields = asRecord(parse(content));
  if (!fields) throw new WebhookFormatError('content is no JSON object');
  const id = (name: string): string => {
    const value = idOrNull(fields[name]);
    if (value === null) throw new WebhookFormatError(`content has no ${name}`);
    return value;
  };
  const publish = () => ({
    fields,
    publishId: id('publish_id'),
    publishType: textOrNull(fields.publish_type),
  });

  switch (event) {
    case 'authorization.removed':
      return { event, fields, reason: removalReasons[integerOrNull(fields.reason) ?? 0] ?? 'unknown' };
    case 'post.publish.failed':
      return { event, ...publish(), reason: textOrNull(fields.reason) ?? 'unknown' };
    case 'post.publish.complete':
    case 'post.publish.inbox_delivered':
      return { event, ...publish() };
    case 'post.publish.publicly_available':
    case 'post.publish.publicaly_available':
      return { event: 'post.publish.publicly_available', ...publish(), postId: id('post_id') };
    case 'post.publish.no_longer_publicaly_available':
    case 'post.publish.no_longer_publicly_available':
      return { event: 'post.publish.no_longer_publicly_available', ...publish(), postId: id('post_id') };
    case 'video.upload.failed':
    case 'video.publish.completed':
      return { event, fields, shareId: id('share_id') };
    case 'portability.download.ready':
      return { event, fields, requestId: id('request_id') };
    default:
      return { event: 'unknown', fields };
  }
}

function parse(content: string): unknown {
  try {
    return parseJson(content);
  } catch {
    throw new WebhookFormatError('content is not JSON');
  }
}
