import { Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, type Idempotency, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import { deliveryNotFound, endpointNotFound } from '../../errors.ts';
import { pageOf, pageQuery, readPage } from '../../paging/page-query.ts';
import { findEndpoint } from '../endpoints/repository.ts';
import type { DeliveryActions } from './actions.ts';
import {
  type DeliveryKey,
  deliverySortings,
  findDelivery,
  listAttempts,
  listDeliveries,
} from './repository.ts';
import { DeliveryItem, DeliveryStatus, deliveryItem } from './schemas.ts';

export interface DeliveryRoutesOptions {
  db: Database;
  actions: DeliveryActions;
  idempotency: Idempotency;
  /** Has it look for what is due. */
  wakeSender: () => void;
}

/** What was sent to endpoints of the caller's workspace, and sending it again. */
export async function deliveryRoutes(
  app: AppServer,
  { db, actions, idempotency, wakeSender }: DeliveryRoutesOptions,
): Promise<void> {
  const onRequest = app.requireScope('endpoints:write');
  const tags = ['endpoints'];
  const params = Type.Object({ id: Uuid });

  async function show(key: DeliveryKey) {
    const delivery = await findDelivery(db, key);
    if (!delivery) throw deliveryNotFound();
    return deliveryItem(delivery, await listAttempts(db, [delivery.id]));
  }

  app.post(
    '/api/endpoints/:id/test',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'testEndpoint',
        summary: 'Sends a test, once, and tells what came of it',
        description:
          'Works for an endpoint that is disabled, too. Takes as long as the endpoint: 20 s at most.',
        params,
        response: { 200: DeliveryItem },
      },
    },
    async ({ caller, params, correlationId }) => {
      const { workspaceId } = caller;
      const endpoint = await findEndpoint(db, { workspaceId, id: params.id });
      if (!endpoint) throw endpointNotFound();
      return await show({ workspaceId, id: await actions.test(endpoint, correlationId) });
    },
  );

  app.get(
    '/api/endpoints/:id/deliveries',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'listDeliveries',
        summary: 'Lists what was and will be sent to an endpoint',
        params,
        querystring: Type.Object({
          status: Type.Optional(DeliveryStatus),
          ...pageQuery(Object.keys(deliverySortings)),
        }),
        response: { 200: pageOf(DeliveryItem) },
      },
    },
    async ({ caller, params, query }) => {
      const endpoint = await findEndpoint(db, { workspaceId: caller.workspaceId, id: params.id });
      if (!endpoint) throw endpointNotFound();
      const { rows, nextCursor } = await readPage(deliverySortings, query, (page) =>
        listDeliveries(db, { endpointId: endpoint.id, status: query.status }, page),
      );
      const ids = rows.map(({ id }) => id);
      const attempts = await listAttempts(db, ids);
      return { items: rows.map((row) => deliveryItem(row, attempts)), nextCursor };
    },
  );

  app.get(
    '/api/deliveries/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getDelivery',
        summary: 'Shows a delivery and all of its tries',
        params,
        response: { 200: DeliveryItem },
      },
    },
    ({ caller, params }) => show({ workspaceId: caller.workspaceId, id: params.id }),
  );

  app.post(
    '/api/deliveries/:id/resend',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'resendDelivery',
        summary: 'Sends an event again, with the same webhook-id',
        description:
          'Makes a new delivery, which is tried as often as the first. One that waits for its next try is sent now instead.',
        headers: IdempotencyHeaders,
        params,
        response: { 202: DeliveryItem },
      },
    },
    async (request, reply) => {
      const { workspaceId } = request.caller;
      const id = await idempotency.once(keyedRequest(request), (tx) =>
        actions.resend(tx, { workspaceId, id: request.params.id }),
      );
      wakeSender();
      return reply.code(202).send(await show({ workspaceId, id }));
    },
  );
}
