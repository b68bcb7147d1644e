import { Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { originOf } from '../audit/origin.ts';
import { writeAudit } from '../audit/repository.ts';
import type { ClientManager } from '../clients/manage-clients.ts';
import { IdempotencyHeaders, type Idempotently } from '../idempotency/idempotently.ts';
import { insertWorkspace, listWorkspaces } from './repository.ts';

const exact = { additionalProperties: false };
const Name = Type.String({ minLength: 1, maxLength: 100 });

const Workspace = Type.Object({ workspaceId: Uuid, name: Name, createdAt: Timestamp }, exact);
const Page = Type.Object({
  items: Type.Array(Workspace),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
const ListQuery = Type.Object({
  cursor: Type.Optional(Uuid),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
});
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
  idempotently,
}: {
  db: Database;
  clients: ClientManager;
  idempotently: Idempotently;
}) {
  return async (app: AppServer): Promise<void> => {
    const tags = ['administration'];
    const onRequest = app.requireServiceScope('admin');

    app.get(
      '/api/workspaces',
      {
        onRequest,
        schema: { tags, summary: 'List every workspace', querystring: ListQuery, response: { 200: Page } },
      },
      async ({ query: { cursor, limit } }) => {
        const rows = await listWorkspaces(db, { after: cursor, limit: limit + 1 });
        const items = rows.slice(0, limit);
        return {
          items: items.map(({ id, name, createdAt }) => ({
            workspaceId: id,
            name,
            createdAt: createdAt.toISOString(),
          })),
          nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
        };
      },
    );

    app.post(
      '/api/workspaces',
      {
        onRequest,
        schema: {
          tags,
          summary: 'Make a workspace and its first administrator',
          headers: IdempotencyHeaders,
          body: Type.Object({ name: Name }, exact),
          response: { 201: Created },
        },
      },
      async (request, reply) => {
        const { name } = request.body;
        const origin = originOf(request);
        const created = await idempotently(request, async (tx) => {
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
