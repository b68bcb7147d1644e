import { Platform, Timestamp, Uuid } from '@postbus/contracts';
import { type AppServer, IdempotencyHeaders } from '@postbus/service-kit';
import { Type } from 'typebox';
import { originOf } from '../audit/origin.ts';
import type { CreateSession } from './create-session.ts';

/** What a creator may be asked for. Source: developers.tiktok.com/doc/scopes-overview */
const requestableScopes = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
] as const;

const Scopes = (description: string) =>
  Type.Optional(
    Type.Array(Type.Union(requestableScopes.map((scope) => Type.Literal(scope))), {
      minItems: 1,
      uniqueItems: true,
      description,
    }),
  );

const NewConnectSession = Type.Object(
  {
    platform: Platform,
    userId: Type.String({ minLength: 1, maxLength: 255, description: 'Your own id of the user' }),
    returnUrl: Type.String({
      maxLength: 2000,
      description: "Where the browser goes afterwards; within the client's allow-list",
    }),
    scopes: Scopes('What to ask the creator for; everything unless told'),
    requiredScopes: Scopes('Without these the account is not connected; none unless told'),
    accountId: Type.Optional({ ...Uuid, description: 'Connects this account again, and no other' }),
    platformAppId: Type.Optional({
      ...Uuid,
      description: "The platform app to use; the workspace's own or the default one unless told",
    }),
  },
  { additionalProperties: false },
);

const ConnectSession = Type.Object({
  connectUrl: Type.String({ description: "Send the creator's browser here" }),
  expiresAt: Timestamp,
});

export function connectSessionRoutes({ createSession }: { createSession: CreateSession }) {
  return async (app: AppServer): Promise<void> => {
    app.post(
      '/api/connect-sessions',
      {
        onRequest: app.requireScope('accounts:connect'),
        schema: {
          tags: ['connect'],
          operationId: 'createConnectSession',
          summary: 'Begin to connect an account',
          headers: IdempotencyHeaders,
          body: NewConnectSession,
          response: { 201: ConnectSession },
        },
      },
      async (request, reply) => {
        const { clientId, workspaceId } = request.caller;
        const { scopes = [...requestableScopes], requiredScopes = [], ...rest } = request.body;
        const session = await createSession(
          { clientId, workspaceId, ...rest, scopes, requiredScopes },
          request.headers['idempotency-key'] ?? null,
          originOf(request),
        );
        return reply.status(201).header('cache-control', 'no-store').send(session);
      },
    );
  };
}
