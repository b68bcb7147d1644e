import { Uuid } from '@postbus/contracts';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { originOf } from '../audit/origin.ts';
import type { CallForApp } from './call-for-app.ts';

const maxBodyBytes = 64 * 1024;
const mount = '/proxy';

/** In a context of its own: only here is a body passed on as it came. */
export function proxyRoutes({ callForApp }: { callForApp: CallForApp }) {
  return async (app: AppServer): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: maxBodyBytes },
      (_request, body, done) => done(null, body),
    );
    for (const method of ['GET', 'POST'] as const) {
      app.route({
        method,
        url: '/api/accounts/:id/proxy/*',
        onRequest: app.requireScope('tokens:proxy'),
        schema: {
          tags: ['accounts'],
          operationId: method === 'GET' ? 'proxyGet' : 'proxyPost',
          summary: "Call TikTok's API with the account's token, which stays here",
          description:
            'What follows `proxy` is the path at TikTok, such as `/v2/user/info/?fields=open_id`. Calls that read are ' +
            "allowed. The answer is TikTok's own: status, body and `x-tt-logid`.",
          params: Type.Object({ id: Uuid }, { additionalProperties: true }),
          querystring: Type.Object({}, { additionalProperties: true }),
          response: { '2xx': Type.Unknown({ description: "TikTok's answer" }) },
        },
        handler: async (request, reply) => {
          const { workspaceId } = request.caller;
          const { id: accountId } = request.params;
          // As it was sent, not decoded: it is compared with the list as a whole.
          const [url = '', query = ''] = request.url.split('?', 2);
          const call = {
            method,
            path: url.slice(url.indexOf(mount) + mount.length),
            query,
            body: Buffer.isBuffer(request.body) ? request.body : null,
          };
          const answer = await callForApp({ workspaceId, accountId }, call, originOf(request));
          if (answer.logId !== null) reply.header('x-tt-logid', answer.logId);
          return reply
            .status(answer.status)
            .header('cache-control', 'no-store')
            .type(answer.contentType)
            .send(answer.body);
        },
      });
    }
  };
}
