import { Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';
import { notFound } from '../../errors.ts';
import { findWebhookEvent, listWebhookEvents, type WebhookEvent } from './repository.ts';

/** PostgreSQL holds no NUL, and refuses to compare with one. */
const StoredText = Type.String({ maxLength: 256, pattern: '^[^\\u0000]*$' });

const summary = {
  id: Uuid,
  platform: Type.String(),
  clientKey: Type.String(),
  event: Type.String({ description: "The platform's own name" }),
  userOpenId: Type.Union([Type.String(), Type.Null()]),
  createTime: Type.Integer({ description: "Unix seconds, the platform's clock" }),
  receivedAt: Timestamp,
  publishedAt: Type.Union([Timestamp, Type.Null()], { description: 'null while it waits for the bus' }),
};
const WebhookSummary = Type.Object(summary);
const WebhookDetail = Type.Object({
  ...summary,
  externalId: Type.String({ description: 'Equal for deliveries of the same webhook' }),
  subject: Type.String({ description: 'Where it is published on the bus' }),
  headers: Type.Record(Type.String(), Type.String()),
  body: Type.String({ description: 'As it came' }),
});

const summaryOf = (webhook: WebhookEvent): Static<typeof WebhookSummary> => ({
  id: webhook.id,
  platform: webhook.platform,
  clientKey: webhook.clientKey,
  event: webhook.eventName,
  userOpenId: webhook.userOpenId,
  createTime: webhook.createTime,
  receivedAt: webhook.receivedAt.toISOString(),
  publishedAt: webhook.publishedAt?.toISOString() ?? null,
});

const detailOf = (webhook: WebhookEvent): Static<typeof WebhookDetail> => ({
  ...summaryOf(webhook),
  externalId: webhook.externalId,
  subject: webhook.subject,
  headers: webhook.headers,
  body: webhook.rawBody,
});

const WebhookQuery = Type.Object({
  event: Type.Optional(StoredText),
  userOpenId: Type.Optional(StoredText),
  published: Type.Optional(Type.Boolean()),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ format: 'uuid', description: '`nextCursor` of the page before' })),
});

/**
 * `/api/webhook-events`: the webhooks as they were taken in, for operators.
 *
 * TikTok sends webhooks to an app, which all workspaces may share: a webhook has no workspace. So they are for clients
 * that hold `admin` besides `webhooks:read`.
 */
export async function webhookEventRoutes(app: AppServer, { db }: { db: Database }): Promise<void> {
  const onRequest = [app.requireScope('webhooks:read'), app.requireScope('admin')];
  const tags = ['webhooks'];

  app.get(
    '/api/webhook-events',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'listWebhookEvents',
        summary: 'Lists webhooks, newest first',
        querystring: WebhookQuery,
        response: {
          200: Type.Object({
            items: Type.Array(WebhookSummary),
            nextCursor: Type.Union([Uuid, Type.Null()], { description: 'null on the last page' }),
          }),
        },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const found = await listWebhookEvents(db, { ...filter, ...(cursor && { before: cursor }) }, limit + 1);
      const shown = found.slice(0, limit);
      const nextCursor = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { items: shown.map(summaryOf), nextCursor };
    },
  );

  app.get(
    '/api/webhook-events/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getWebhookEvent',
        summary: 'Shows a webhook with its body',
        params: Type.Object({ id: Uuid }),
        response: { 200: WebhookDetail },
      },
    },
    async ({ params }) => {
      const webhook = await findWebhookEvent(db, params.id);
      if (!webhook) throw notFound();
      return detailOf(webhook);
    },
  );
}
