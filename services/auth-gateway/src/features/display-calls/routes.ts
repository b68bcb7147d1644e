import { Uuid } from '@postbus/contracts';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { callWithinMs, type DisplayQuota } from './quota.ts';

const Parameters = Type.Object({ id: Uuid });
const Endpoint = Type.Union([
  Type.Literal('user_info'),
  Type.Literal('video_list'),
  Type.Literal('video_query'),
]);

/** One question before every call of somebody: the usual limit of requests would be the narrower one. */
const config = { rateLimit: { max: 10_000 } };

/** For those who call TikTok themselves, with a token from here. */
export function displayCallRoutes({ quota }: { quota: DisplayQuota }) {
  return async (app: AppServer): Promise<void> => {
    const onRequest = app.requireScope('tokens:read');
    const tags = ['accounts'];

    app.post(
      '/api/accounts/:id/display-calls',
      {
        onRequest,
        config,
        schema: {
          tags,
          operationId: 'takeDisplayCall',
          summary: "Take one call of TikTok's Display API, before making it with the account's token",
          description:
            'Everybody who calls with tokens of the same platform app shares one count. The call has to be over ' +
            '`endWithinMs` after this was asked; one that is not made counts as one that is. 429 `quota_full` says when ' +
            'to ask again.',
          params: Parameters,
          body: Type.Object({
            endpoint: Endpoint,
            leave: Type.Integer({
              minimum: 0,
              maximum: 10_000,
              default: 0,
              description: 'Calls of this minute that are to stay for others; for work that can wait',
            }),
          }),
          response: { 200: Type.Object({ endWithinMs: Type.Integer() }) },
        },
      },
      async ({ caller, params, body }) => {
        const { workspaceId } = caller;
        await quota.take({ workspaceId, accountId: params.id }, body.endpoint, body.leave);
        return { endWithinMs: callWithinMs };
      },
    );

    app.post(
      '/api/accounts/:id/display-calls/refused',
      {
        onRequest,
        config,
        schema: {
          tags,
          operationId: 'reportDisplayRefusal',
          summary:
            "Tell that TikTok answered a call with `rate_limit_exceeded`: nobody's calls go out for a while",
          params: Parameters,
          body: Type.Object({
            endpoint: Endpoint,
            retryAfterSeconds: Type.Integer({ minimum: 0, maximum: 3600, default: 60 }),
          }),
          response: { 204: Type.Null() },
        },
      },
      async ({ caller, params, body }, reply) => {
        const { workspaceId } = caller;
        await quota.block(
          { workspaceId, accountId: params.id },
          body.endpoint,
          body.retryAfterSeconds * 1000,
        );
        return reply.code(204).send(null);
      },
    );
  };
}
