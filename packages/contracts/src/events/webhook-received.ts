import { type Static, Type } from 'typebox';
import { Timestamp, Uuid } from '../cloud-event.ts';
import { defineEvent, Platform } from '../define-event.ts';

export const WebhookReceivedData = Type.Object({
  webhookEventId: Uuid,
  platform: Platform,
  clientKey: Type.String({ description: 'The platform app the webhook is for' }),
  event: Type.String({
    pattern: '^[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*$',
    description: "The platform's own name of the event; `_` for what a subject cannot hold",
  }),
  createTime: Type.Integer({ description: 'Unix seconds' }),
  userOpenId: Type.Union([Type.String(), Type.Null()]),
  content: Type.String({
    description: 'JSON text, as it came. Read it with a 64-bit safe parser: ids may be bare numbers',
  }),
  receivedAt: Timestamp,
});
export type WebhookReceivedData = Static<typeof WebhookReceivedData>;

export const webhookReceived = defineEvent({
  type: 'webhook.received',
  owner: 'webhook-ingest',
  stream: 'WEBHOOKS',
  description: 'A platform sent a webhook and its signature was right.',
  subjectPattern: 'webhook.<platform>.<event>',
  subject: ({ data }) => `webhook.${data.platform}.${data.event}`,
  data: WebhookReceivedData,
});
