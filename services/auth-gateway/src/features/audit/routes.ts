import { Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';
import { type AuditRow, listAudit } from './list.ts';

const AuditEntry = Type.Object(
  {
    id: Uuid,
    seq: Type.Integer({ description: 'Its place in the chain' }),
    at: Timestamp,
    actor: Type.String({ description: 'The id of a client, or `creator`, `platform`, `system`' }),
    action: Type.String(),
    accountId: Type.Union([Uuid, Type.Null()]),
    correlationId: Type.String(),
    details: Type.Record(Type.String(), Type.Unknown()),
    hash: Type.String(),
  },
  { additionalProperties: false },
);

const word = Type.Optional(Type.String({ minLength: 1, maxLength: 255 }));
const Query = Type.Object({
  action: word,
  actor: word,
  accountId: Type.Optional(Uuid),
  correlationId: word,
  since: Type.Optional(Timestamp),
  until: Type.Optional(Timestamp),
  cursor: Type.Optional(Type.Integer({ minimum: 1, description: '`nextCursor` of the page before' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
});

const Page = Type.Object({
  items: Type.Array(AuditEntry),
  nextCursor: Type.Union([Type.Integer(), Type.Null()]),
});

export function auditRoutes({ db }: { db: Database }) {
  return async (app: AppServer): Promise<void> => {
    app.get(
      '/api/audit',
      {
        onRequest: app.requireScope('admin'),
        schema: {
          tags: ['administration'],
          operationId: 'listAuditEntries',
          summary: 'What happened in the workspace, the newest first',
          querystring: Query,
          response: { 200: Page },
        },
      },
      async (request) => {
        const { cursor, limit, since, until, ...filter } = request.query;
        const rows = await listAudit(db, {
          ...filter,
          workspaceId: request.caller.workspaceId,
          before: cursor,
          since: since === undefined ? undefined : new Date(since),
          until: until === undefined ? undefined : new Date(until),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit);
        return {
          items: items.map(entryOf),
          nextCursor: rows.length > limit ? (items.at(-1)?.seq ?? null) : null,
        };
      },
    );
  };
}

function entryOf(row: AuditRow): Static<typeof AuditEntry> {
  const { workspaceId: _, at, details, ...entry } = row;
  return { ...entry, at: at.toISOString(), details: { ...(details as object) } };
}
