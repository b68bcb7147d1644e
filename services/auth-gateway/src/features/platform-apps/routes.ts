import { Platform, Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, type Idempotency, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';
import { platformAppUnknown } from '../../errors.ts';
import { cutPage, PageOf, pageQuery } from '../../pages.ts';
import { originOf } from '../audit/origin.ts';
import type { PlatformAppDirectory } from './directory.ts';
import type { PlatformAppManager } from './manage-apps.ts';
import { findApp, listApps, type PlatformAppRow } from './repository.ts';

const exact = { additionalProperties: false };
/** TikTok delivers a webhook again for 72 hours; an hour more for clocks. */
const defaultOverlapSeconds = 73 * 3600;

const VerifiedUrl = Type.String({
  maxLength: 500,
  pattern: '^(https?://[^\\s?#]+/|[a-z0-9-]+(\\.[a-z0-9-]+)+)$',
  description: 'A domain, or a URL prefix that ends in a slash',
});
const settings = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  verifiedUrls: Type.Array(VerifiedUrl, { maxItems: 50 }),
  audited: Type.Boolean({ description: 'Whether the platform lets it post publicly' }),
  usesPkce: Type.Boolean(),
  isDefault: Type.Boolean({ description: 'New accounts of this workspace are connected with it' }),
};
const Secret = Type.String({ minLength: 1, maxLength: 200 });

const NewPlatformApp = Type.Object(
  {
    platform: Platform,
    name: settings.name,
    clientKey: Type.String({ minLength: 1, maxLength: 100, pattern: '^\\S+$' }),
    clientSecret: Secret,
    verifiedUrls: Type.Optional(settings.verifiedUrls),
    audited: Type.Optional(settings.audited),
    usesPkce: Type.Optional(settings.usesPkce),
    isDefault: Type.Optional(settings.isDefault),
  },
  exact,
);

const PlatformAppChange = Type.Object(
  {
    name: Type.Optional(settings.name),
    verifiedUrls: Type.Optional(settings.verifiedUrls),
    audited: Type.Optional(settings.audited),
    usesPkce: Type.Optional(settings.usesPkce),
    isDefault: Type.Optional(settings.isDefault),
    disabled: Type.Optional(Type.Boolean({ description: 'It connects nothing new' })),
  },
  { ...exact, minProperties: 1 },
);

const NewSecret = Type.Object(
  {
    clientSecret: Secret,
    previousValidForSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 30 * 86_400,
        description:
          'How long webhooks signed with the present secret are still taken in; 73 hours unless told',
      }),
    ),
  },
  exact,
);

const PlatformAppView = Type.Object(
  {
    platformAppId: Uuid,
    platform: Platform,
    clientKey: Type.String(),
    ...settings,
    previousSecretExpiresAt: Type.Union([Timestamp, Type.Null()]),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    disabledAt: Type.Union([Timestamp, Type.Null()]),
  },
  exact,
);

const WebhookSecrets = Type.Object({
  apps: Type.Array(Type.Object({ clientKey: Type.String(), secrets: Type.Array(Type.String()) })),
});
const Parameters = Type.Object({ id: Uuid });

export function platformAppRoutes({
  db,
  apps,
  directory,
  idempotency,
}: {
  db: Database;
  apps: PlatformAppManager;
  directory: PlatformAppDirectory;
  idempotency: Idempotency;
}) {
  return async (app: AppServer): Promise<void> => {
    const tags = ['administration'];
    const onRequest = app.requireScope('admin');

    app.get(
      '/api/platform-apps',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'listPlatformApps',
          summary: 'List the platform apps of the workspace',
          querystring: Type.Object(pageQuery),
          response: { 200: PageOf(PlatformAppView) },
        },
      },
      async ({ caller: { workspaceId }, query: { cursor, limit } }) => {
        const found = await listApps(db, { workspaceId, after: cursor, limit: limit + 1 });
        const { rows, nextCursor } = cutPage(found, limit);
        return { items: rows.map(viewOf), nextCursor };
      },
    );

    app.get(
      '/api/platform-apps/:id',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'getPlatformApp',
          summary: 'Look at a platform app',
          params: Parameters,
          response: { 200: PlatformAppView },
        },
      },
      async ({ caller, params }) => {
        const row = await findApp(db, caller.workspaceId, params.id);
        if (!row) throw platformAppUnknown();
        return viewOf(row);
      },
    );

    app.post(
      '/api/platform-apps',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'createPlatformApp',
          summary: 'Bring a platform app along',
          headers: IdempotencyHeaders,
          body: NewPlatformApp,
          response: { 201: PlatformAppView },
        },
      },
      async (request, reply) => {
        const defaults = { verifiedUrls: [], audited: false, usesPkce: true, isDefault: false };
        const { workspaceId } = request.caller;
        const wanted = { workspaceId, app: { ...defaults, ...request.body } };
        const view = await idempotency.once(keyedRequest(request), async (tx) =>
          viewOf(await apps.create(tx, wanted, originOf(request))),
        );
        return reply.status(201).send(view);
      },
    );

    app.patch(
      '/api/platform-apps/:id',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'updatePlatformApp',
          summary: 'Change a platform app, or disable it',
          params: Parameters,
          body: PlatformAppChange,
          response: { 200: PlatformAppView },
        },
      },
      async (request) => {
        const key = { workspaceId: request.caller.workspaceId, id: request.params.id };
        return viewOf(await apps.change(key, request.body, originOf(request)));
      },
    );

    app.post(
      '/api/platform-apps/:id/secret',
      {
        onRequest,
        schema: {
          tags,
          operationId: 'rotatePlatformAppSecret',
          summary: 'Replace the secret; webhooks signed with the present one are taken in for a while',
          params: Parameters,
          body: NewSecret,
          response: { 200: PlatformAppView },
        },
      },
      async (request) => {
        const key = { workspaceId: request.caller.workspaceId, id: request.params.id };
        const secret = { previousValidForSeconds: defaultOverlapSeconds, ...request.body };
        return viewOf(await apps.replaceSecret(key, secret, originOf(request)));
      },
    );

    app.get(
      '/api/internal/webhook-secrets',
      {
        onRequest: app.requireServiceScope('webhooks:verify'),
        schema: {
          tags: ['internal'],
          operationId: 'listWebhookSecrets',
          summary: 'The secrets that webhooks may be signed with, for the service that takes them in',
          response: { 200: WebhookSecrets },
        },
      },
      async (_request, reply) => {
        const secrets = await directory.webhookSecrets();
        const list = [...secrets].map(([clientKey, known]) => ({ clientKey, secrets: known }));
        return reply.header('cache-control', 'no-store').send({ apps: list });
      },
    );
  };
}

function viewOf(row: PlatformAppRow): Static<typeof PlatformAppView> {
  const { id, platform, clientKey, name, verifiedUrls, audited, usesPkce, isDefault } = row;
  return {
    platformAppId: id,
    ...{ platform, clientKey, name, verifiedUrls, audited, usesPkce, isDefault },
    previousSecretExpiresAt: row.previousSecretExpiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
  };
}
