import { clientScopes, Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, type Idempotency, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';
import { cutPage, PageOf, pageQuery } from '../../pages.ts';
import { originOf } from '../audit/origin.ts';
import type { ClientManager } from './manage-clients.ts';
import { type Client, listClients, secretsOf } from './repository.ts';

const exact = { additionalProperties: false };
const daySeconds = 86_400;

const settings = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  scopes: Type.Array(Type.Union(clientScopes.map((scope) => Type.Literal(scope))), {
    minItems: 1,
    uniqueItems: true,
  }),
  returnUrls: Type.Array(Type.String({ maxLength: 2000 }), {
    maxItems: 50,
    description: 'Where a connect flow may send the browser back to: these paths and what is below them',
  }),
};
const NewClient = Type.Object({ ...settings, returnUrls: Type.Optional(settings.returnUrls) }, exact);
const ClientChange = Type.Object(
  {
    name: Type.Optional(settings.name),
    scopes: Type.Optional(settings.scopes),
    returnUrls: Type.Optional(settings.returnUrls),
    disabled: Type.Optional(
      Type.Boolean({ description: 'It gets no more tokens; those it has live up to 15 minutes' }),
    ),
  },
  { ...exact, minProperties: 1 },
);

const ClientView = Type.Object(
  {
    clientId: Uuid,
    ...settings,
    createdAt: Timestamp,
    disabledAt: Type.Union([Timestamp, Type.Null()]),
    secrets: Type.Array(
      Type.Object(
        { secretId: Uuid, createdAt: Timestamp, expiresAt: Type.Union([Timestamp, Type.Null()]) },
        exact,
      ),
    ),
  },
  exact,
);
const shownOnce = { description: 'Shown here and never again' };
const CreatedClient = Type.Object({ clientId: Uuid, clientSecret: Type.String(shownOnce) }, exact);
const CreatedSecret = Type.Object({ secretId: Uuid, clientSecret: Type.String(shownOnce) }, exact);
const NewSecret = Type.Object(
  {
    previousValidForSeconds: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 30 * daySeconds, description: 'A day unless told' }),
    ),
  },
  exact,
);

const Parameters = Type.Object({ id: Uuid });

export function clientRoutes({
  db,
  clients,
  idempotency,
}: {
  db: Database;
  clients: ClientManager;
  idempotency: Idempotency;
}) {
  const viewsOf = async (rows: Client[]): Promise<Static<typeof ClientView>[]> => {
    const secrets = rows.length > 0 ? await secretsOf(db, ...rows.map(({ id }) => id)) : [];
    return rows.map((client) =>
      viewOf(
        client,
        secrets.filter(({ clientId }) => clientId === client.id),
      ),
    );
  };
  const viewOfOne = async (client: Client) => {
    const [view] = await viewsOf([client]);
    if (!view) throw new Error('the client is gone');
    return view;
  };

  return async (app: AppServer): Promise<void> => {
    const tags = ['administration'];
    const onRequest = app.requireScope('admin');

    app.get(
      '/api/clients',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'listClients',
          summary: 'List the clients of the workspace',
          querystring: Type.Object(pageQuery),
          response: { 200: PageOf(ClientView) },
        },
      },
      async ({ caller: { workspaceId }, query: { cursor, limit } }) => {
        const found = await listClients(db, { workspaceId, after: cursor, limit: limit + 1 });
        const { rows, nextCursor } = cutPage(found, limit);
        return { items: await viewsOf(rows), nextCursor };
      },
    );

    app.get(
      '/api/clients/:id',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'getClient',
          summary: 'Look at a client',
          params: Parameters,
          response: { 200: ClientView },
        },
      },
      async ({ caller: { workspaceId }, params }) =>
        viewOfOne(await clients.look({ workspaceId, clientId: params.id })),
    );

    app.post(
      '/api/clients',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'createClient',
          summary: 'Make a client for an app',
          headers: IdempotencyHeaders,
          body: NewClient,
          response: { 201: CreatedClient },
        },
      },
      async (request, reply) => {
        const { workspaceId } = request.caller;
        const wanted = { workspaceId, settings: { returnUrls: [], ...request.body } };
        const created = await idempotency.once(keyedRequest(request), (tx) =>
          clients.create(tx, wanted, originOf(request)),
        );
        return reply.status(201).header('cache-control', 'no-store').send(created);
      },
    );

    app.patch(
      '/api/clients/:id',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'updateClient',
          summary: 'Change a client, or disable it',
          params: Parameters,
          body: ClientChange,
          response: { 200: ClientView },
        },
      },
      async (request) => {
        const key = { workspaceId: request.caller.workspaceId, clientId: request.params.id };
        return viewOfOne(await clients.change(key, request.body, originOf(request)));
      },
    );

    app.post(
      '/api/clients/:id/secrets',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'addClientSecret',
          summary: 'Give a client another secret; the present one works for a while longer',
          headers: IdempotencyHeaders,
          params: Parameters,
          body: NewSecret,
          response: { 201: CreatedSecret },
        },
      },
      async (request, reply) => {
        const { previousValidForSeconds = daySeconds } = request.body;
        const { workspaceId } = request.caller;
        const wanted = { workspaceId, clientId: request.params.id, previousValidForSeconds };
        const created = await idempotency.once(keyedRequest(request), (tx) =>
          clients.addSecret(tx, wanted, originOf(request)),
        );
        return reply.status(201).header('cache-control', 'no-store').send(created);
      },
    );

    app.delete(
      '/api/clients/:id/secrets/:secretId',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'removeClientSecret',
          summary: 'End a secret now',
          params: Type.Object({ id: Uuid, secretId: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { id: clientId, secretId } = request.params;
        const { workspaceId } = request.caller;
        await clients.endSecret({ workspaceId, clientId, secretId }, originOf(request));
        return reply.status(204).send(null);
      },
    );
  };
}

type Secret = Awaited<ReturnType<typeof secretsOf>>[number];

const viewOf = (client: Client, secrets: Secret[]): Static<typeof ClientView> => ({
  clientId: client.id,
  name: client.name,
  scopes: client.scopes as Static<typeof ClientView>['scopes'],
  returnUrls: client.returnUrls,
  createdAt: client.createdAt.toISOString(),
  disabledAt: client.disabledAt?.toISOString() ?? null,
  secrets: secrets.map(({ id, createdAt, expiresAt }) => ({
    secretId: id,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  })),
});
