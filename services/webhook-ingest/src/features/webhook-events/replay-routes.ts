import { ErrorBody, Uuid } from '@postbus/contracts';
import { type AppServer, type Idempotency, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import { validationFailed } from '../../errors.ts';
import type { WebhookReplay } from './replay.ts';
import { WebhookRange } from './schemas.ts';

export interface ReplayRoutesOptions {
  idempotency: Idempotency;
  replay: WebhookReplay;
  /** Called when replays are committed. */
  onReplay(): void;
}

/**
 * `POST /api/webhook-events/…/replay`: has every consumer act on webhooks once more. For operators, as looking at them is:
 * the webhooks of all workspaces are here.
 */
export async function replayRoutes(
  app: AppServer,
  { idempotency, replay, onReplay }: ReplayRoutesOptions,
): Promise<void> {
  const onRequest = [app.requireScope('webhooks:replay'), app.requireScope('admin')];
  const tags = ['webhooks'];

  app.post(
    '/api/webhook-events/:id/replay',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'replayWebhookEvent',
        summary: 'Publishes a webhook again, as a new event',
        params: Type.Object({ id: Uuid }),
        headers: IdempotencyHeaders,
        response: { 202: Type.Object({ id: Uuid, replayOf: Uuid }), 404: ErrorBody, 409: ErrorBody },
      },
    },
    async (request, reply) => {
      const { params, correlationId, caller, log } = request;
      const id = await idempotency.once(keyedRequest(request), (tx) =>
        replay.one(tx, params.id, correlationId),
      );
      onReplay();
      log.info(
        { webhookEventId: params.id, replayId: id, clientId: caller.clientId },
        'a webhook is replayed',
      );
      return reply.code(202).send({ id, replayOf: params.id });
    },
  );

  app.post(
    '/api/webhook-events/replay',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'replayWebhookEvents',
        summary: 'Publishes the webhooks of a time again, as new events',
        description: 'At most 10,000 at once; if more match, none is. Replays are not repeated themselves.',
        headers: IdempotencyHeaders,
        body: WebhookRange,
        response: { 202: Type.Object({ count: Type.Integer() }), 409: ErrorBody, 422: ErrorBody },
      },
    },
    async (request, reply) => {
      const { body, correlationId, caller, log } = request;
      const range = { ...body, from: new Date(body.from), to: new Date(body.to) };
      if (range.from >= range.to) throw validationFailed({ message: '`from` must be before `to`.' });
      const count = await idempotency.once(keyedRequest(request), (tx) =>
        replay.range(tx, range, correlationId),
      );
      onReplay();
      log.info({ ...range, count, clientId: caller.clientId }, 'webhooks are replayed');
      return reply.code(202).send({ count });
    },
  );
}
