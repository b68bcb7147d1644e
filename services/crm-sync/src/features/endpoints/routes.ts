import { Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, type Idempotency, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import { endpointNotFound } from '../../errors.ts';
import { pageOf, pageQuery, readPage } from '../../paging/page-query.ts';
import { deleteEndpoint, endpointSortings, findEndpoint, listEndpoints } from './repository.ts';
import {
  EndpointChanges,
  EndpointItem,
  EndpointWithSecret,
  endpointItem,
  NewEndpoint,
  Rotation,
} from './schemas.ts';
import type { Endpoints } from './service.ts';

export interface EndpointRoutesOptions {
  db: Database;
  endpoints: Endpoints;
  idempotency: Idempotency;
}

/** `/api/endpoints`: addresses of the caller's workspace that events are sent to. */
export async function endpointRoutes(
  app: AppServer,
  { db, endpoints, idempotency }: EndpointRoutesOptions,
): Promise<void> {
  const onRequest = app.requireScope('endpoints:write');
  const tags = ['endpoints'];
  const params = Type.Object({ id: Uuid });
  const keyOf = ({ caller, params }: { caller: { workspaceId: string }; params: { id: string } }) => ({
    workspaceId: caller.workspaceId,
    id: params.id,
  });

  app.post(
    '/api/endpoints',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'createEndpoint',
        summary: 'Has events sent to an address, signed by Standard Webhooks',
        headers: IdempotencyHeaders,
        body: NewEndpoint,
        response: { 201: EndpointWithSecret },
      },
    },
    async (request, reply) => {
      const { url, events = ['>'], description = null } = request.body;
      const answer = await idempotency.once(keyedRequest(request), async (tx) => {
        const content = { url, events, description };
        const { endpoint, secret } = await endpoints.create(tx, request.caller.workspaceId, content);
        return { ...endpointItem(endpoint), secret };
      });
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/endpoints',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'listEndpoints',
        summary: 'Lists endpoints',
        querystring: Type.Object(pageQuery(Object.keys(endpointSortings))),
        response: { 200: pageOf(EndpointItem) },
      },
    },
    async ({ caller, query }) => {
      const { rows, nextCursor } = await readPage(endpointSortings, query, (page) =>
        listEndpoints(db, caller.workspaceId, page),
      );
      return { items: rows.map(endpointItem), nextCursor };
    },
  );

  app.get(
    '/api/endpoints/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getEndpoint',
        summary: 'Shows an endpoint',
        params,
        response: { 200: EndpointItem },
      },
    },
    async (request) => {
      const endpoint = await findEndpoint(db, keyOf(request));
      if (!endpoint) throw endpointNotFound();
      return endpointItem(endpoint);
    },
  );

  app.patch(
    '/api/endpoints/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'changeEndpoint',
        summary: 'Changes address, filters or description',
        params,
        body: EndpointChanges,
        response: { 200: EndpointItem },
      },
    },
    async (request) => endpointItem(await endpoints.change(keyOf(request), request.body)),
  );

  app.delete(
    '/api/endpoints/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'deleteEndpoint',
        summary: 'Removes an endpoint and its deliveries',
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (!(await deleteEndpoint(db, keyOf(request)))) throw endpointNotFound();
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/endpoints/:id/rotate-secret',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'rotateEndpointSecret',
        summary: 'Makes a new secret; the present one signs too for a while',
        headers: IdempotencyHeaders,
        params,
        body: Rotation,
        response: { 200: EndpointWithSecret },
      },
    },
    async (request) =>
      idempotency.once(keyedRequest(request), async (tx) => {
        const { endpoint, secret } = await endpoints.rotate(tx, keyOf(request), request.body.overlapHours);
        return { ...endpointItem(endpoint), secret };
      }),
  );

  app.post(
    '/api/endpoints/:id/enable',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'enableEndpoint',
        summary: 'Sends it events again, first those that wait',
        params,
        response: { 200: EndpointItem },
      },
    },
    async (request) => endpointItem(await endpoints.enable(keyOf(request))),
  );

  app.post(
    '/api/endpoints/:id/disable',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'disableEndpoint',
        summary: 'Sends it no more events',
        params,
        response: { 200: EndpointItem },
      },
    },
    async (request) => endpointItem(await endpoints.disable(keyOf(request))),
  );
}
