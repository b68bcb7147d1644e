import { Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { notFound } from '../../errors.ts';
import { findWebhookEvent, listWebhookEvents } from './repository.ts';
import { detailOf, summaryOf, WebhookDetail, WebhookQuery, WebhookSummary } from './schemas.ts';

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
    async ({ query: { limit, cursor, from, to, ...given } }) => {
      const filter = {
        ...given,
        ...(from && { from: new Date(from) }),
        ...(to && { to: new Date(to) }),
        ...(cursor && { before: cursor }),
      };
      const found = await listWebhookEvents(db, filter, limit + 1);
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
