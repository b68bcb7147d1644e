import { Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, type Idempotency, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { cutPage, PageOf, pageQuery } from '../../pages.ts';
import { originOf } from '../audit/origin.ts';
import { writeAudit } from '../audit/repository.ts';
import type { ClientManager } from '../clients/manage-clients.ts';
import { insertWorkspace, listWorkspaces } from './repository.ts';

const exact = { additionalProperties: false };
const Name = Type.String({ minLength: 1, maxLength: 100 });

const Workspace = Type.Object({ workspaceId: Uuid, name: Name, createdAt: Timestamp }, exact);
const Created = Type.Object(
  {
    workspaceId: Uuid,
    administrator: Type.Object(
      { clientId: Uuid, clientSecret: Type.String({ description: 'Shown here and never again' }) },
      exact,
    ),
  },
  exact,
);

/** For whoever runs the platform: a service-to-service client with the scope `admin`. */
export function workspaceRoutes({
  db,
  clients,
  idempotency,
}: {
  db: Database;
  clients: ClientManager;
  idempotency: Idempotency;
}) {
  return async (app: AppServer): Promise<void> => {
    const tags = ['administration'];
    const onRequest = app.requireServiceScope('admin');

    app.get(
      '/api/workspaces',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'listWorkspaces',
          summary: 'List every workspace',
          querystring: Type.Object(pageQuery),
          response: { 200: PageOf(Workspace) },
        },
      },
      async ({ query: { cursor, limit } }) => {
        const found = await listWorkspaces(db, { after: cursor, limit: limit + 1 });
        const { rows, nextCursor } = cutPage(found, limit);
        return {
          items: rows.map(({ id, name, createdAt }) => ({
            workspaceId: id,
            name,
            createdAt: createdAt.toISOString(),
          })),
          nextCursor,
        };
      },
    );

    app.post(
      '/api/workspaces',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'createWorkspace',
          summary: 'Make a workspace and its first administrator',
          headers: IdempotencyHeaders,
          body: Type.Object({ name: Name }, exact),
          response: { 201: Created },
        },
      },
      async (request, reply) => {
        const { name } = request.body;
        const origin = originOf(request);
        const created = await idempotency.once(keyedRequest(request), async (tx) => {
          const workspaceId = uuidv7();
          await insertWorkspace(tx, { id: workspaceId, name });
          const settings = { name: 'administrator', scopes: ['admin' as const], returnUrls: [] };
          const administrator = await clients.create(tx, { workspaceId, settings }, origin);
          await writeAudit(tx, { ...origin, action: 'workspace.created', workspaceId, details: { name } });
          return { workspaceId, administrator };
        });
        return reply.status(201).header('cache-control', 'no-store').send(created);
      },
    );
  };
}
