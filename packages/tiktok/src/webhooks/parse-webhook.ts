import { asRecord, integerOrNull, parseJson, textOrNull } from '../json.ts';
import { WebhookFormatError } from './webhook-format-error.ts';

/** What every webhook of TikTok has in common. */
export interface Webhook {
  /** The app it is for. */
  clientKey: string;
  /** As it came, known or not: `post.publish.complete`. */
  event: string;
  /** Unix seconds, UTC. */
  createTime: number;
  /** Absent from some events. */
  userOpenId: string | null;
  /** JSON in a string, as it came; read it with `parseWebhookContent`. */
  content: string;
  /** The whole envelope, with what is not known yet. Integers too large for a number are strings. */
  fields: Record<string, unknown>;
}

/**
 * Reads a webhook's envelope; unknown events and fields are kept. Check the signature first.
 * Raises {@link WebhookFormatError}, which never shows the body.
 * Source: developers.tiktok.com/doc/webhooks-overview
 */
export function parseWebhook(rawBody: Buffer): Webhook {
  const fields = asRecord(parse(rawBody));
  if (!fields) throw new WebhookFormatError('the body is no JSON object');
  const clientKey = textOrNull(fields.client_key);
  const event = textOrNull(fields.event);
  const createTime = integerOrNull(fields.create_time);
  if (clientKey === null) throw new WebhookFormatError('client_key is no text');
  if (event === null) throw new WebhookFormatError('event is no text');
  if (createTime === null) throw new WebhookFormatError('create_time is no integer');
  if (typeof fields.content !== 'string') throw new WebhookFormatError('content is no text');
  return {
    clientKey,
    event,
    createTime,
    userOpenId: textOrNull(fields.user_openid),
    content: fields.content,
    fields,
  };
}

function parse(rawBody: Buffer): unknown {
  try {
    return parseJson(rawBody.toString('utf8'));
  } catch {
    throw new WebhookFormatError('the body is not JSON');
  }
}
