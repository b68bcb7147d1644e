import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import type { WebhookEvent } from './repository.ts';

/** PostgreSQL holds no NUL, and refuses to compare with one. */
const StoredText = Type.String({ maxLength: 256, pattern: '^[^\\u0000]*$' });

const Status = Type.Union([Type.Literal('waiting'), Type.Literal('failing'), Type.Literal('published')], {
  description: 'Whether it is on the bus: `failing` was tried and still waits',
});

const summary = {
  id: Uuid,
  platform: Type.String(),
  clientKey: Type.String(),
  event: Type.String({ description: "The platform's own name" }),
  userOpenId: Type.Union([Type.String(), Type.Null()]),
  createTime: Type.Integer({ description: "Unix seconds, the platform's clock" }),
  receivedAt: Timestamp,
  status: Status,
  attempts: Type.Integer({ description: 'How often it was tried to publish it' }),
  lastError: Type.Union([Type.String(), Type.Null()], { description: 'Why the last try failed' }),
  publishedAt: Type.Union([Timestamp, Type.Null()], { description: 'null while it waits for the bus' }),
  replayOf: Type.Union([Uuid, Type.Null()], { description: 'The webhook that this is a replay of' }),
};
export const WebhookSummary = Type.Object(summary);
export const WebhookDetail = Type.Object({
  ...summary,
  signature: Type.Union(
    [
      Type.Object({
        signedAt: Timestamp,
        secret: Type.Union([Type.Literal('current'), Type.Literal('previous')], {
          description: 'Which secret of the app `clientKey` had signed, when it was taken in',
        }),
      }),
      Type.Null(),
    ],
    { description: 'What it was verified by; null for webhooks of earlier versions, which did not keep it' },
  ),
  externalId: Type.String({ description: 'Equal for deliveries and replays of the same webhook' }),
  subject: Type.String({ description: 'Where it is published on the bus' }),
  headers: Type.Record(Type.String(), Type.String()),
  body: Type.String({ description: 'As it came' }),
});

const filter = {
  event: Type.Optional(StoredText),
  userOpenId: Type.Optional(StoredText),
  clientKey: Type.Optional(StoredText),
};
export const WebhookQuery = Type.Object({
  ...filter,
  published: Type.Optional(Type.Boolean()),
  status: Type.Optional(Status),
  replayOf: Type.Optional(Uuid),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Taken in at or after this moment' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Taken in before this moment' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ format: 'uuid', description: '`nextCursor` of the page before' })),
});
export const WebhookRange = Type.Object({
  ...filter,
  from: Type.String({ format: 'date-time', description: 'Taken in at or after this moment' }),
  to: Type.String({ format: 'date-time', description: 'Taken in before this moment' }),
});

export function summaryOf(webhook: WebhookEvent): Static<typeof WebhookSummary> {
  const isPublished = webhook.publishedAt !== null;
  return {
    id: webhook.id,
    platform: webhook.platform,
    clientKey: webhook.clientKey,
    event: webhook.eventName,
    userOpenId: webhook.userOpenId,
    createTime: webhook.createTime,
    receivedAt: webhook.receivedAt.toISOString(),
    status: isPublished ? 'published' : webhook.attempts > 0 ? 'failing' : 'waiting',
    attempts: webhook.attempts,
    lastError: webhook.lastError,
    publishedAt: webhook.publishedAt?.toISOString() ?? null,
    replayOf: webhook.replayOf,
  };
}

export const detailOf = (webhook: WebhookEvent): Static<typeof WebhookDetail> => ({
  ...summaryOf(webhook),
  signature:
    webhook.signedAt && webhook.signedWith
      ? { signedAt: webhook.signedAt.toISOString(), secret: webhook.signedWith }
      : null,
  externalId: webhook.externalId,
  subject: webhook.subject,
  headers: webhook.headers,
  body: webhook.rawBody,
});
