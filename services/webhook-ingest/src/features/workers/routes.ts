import type { OutboxRelay } from '@postbus/events';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { unavailable } from '../../errors.ts';

/** `POST /api/workers/webhooks`: what the relay does by itself, now and with an answer. */
export async function workerRoutes(app: AppServer, { relay }: { relay: OutboxRelay }): Promise<void> {
  app.post(
    '/api/workers/webhooks',
    {
      onRequest: app.requireScope('workers:run'),
      schema: {
        tags: ['workers'],
        operationId: 'runWebhookRelay',
        summary: 'Publishes all webhooks that wait for the bus',
        response: { 200: Type.Object({ published: Type.Integer() }) },
      },
    },
    async () => {
      try {
        return { published: await relay.sweep() };
      } catch (cause) {
        throw unavailable({ cause, message: 'Not every webhook could be published now. None is lost.' });
      }
    },
  );
}
