import type { ClientScope } from '@postbus/contracts';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { type Authenticator, type Caller, workspaceHeader } from '../authenticator.ts';
import { commonErrors } from '../common-errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request. Only on routes that require a scope. */
    caller: Caller;
  }
  interface FastifyInstance {
    /** A hook that lets only callers with this scope through and sets `request.caller`. Use as `onRequest`. */
    requireScope(scope: ClientScope): onRequestAsyncHookHandler;
    /** The same for what belongs to no workspace: only service-to-service clients get through. */
    requireServiceScope(scope: ClientScope): onRequestAsyncHookHandler;
  }
}

export const authentication = fp<{ authenticator: Authenticator }>(
  async (app, { authenticator }) => {
    app.decorateRequest('caller');
    const limit = app.rateLimit();
    app.decorate('requireScope', (scope) => hookFor(scope, false));
    app.decorate('requireServiceScope', (scope) => hookFor(scope, true));

    function hookFor(scope: ClientScope, acrossWorkspaces: boolean): onRequestAsyncHookHandler {
      return async function (request, reply) {
        try {
          request.caller = await callerWith(scope, { request, acrossWorkspaces });
        } catch (refusal) {
          // The limit of the route runs after this hook: without this, guessing tokens would be free.
          if (request.routeOptions.config.rateLimit !== false) await limit.call(this, request, reply);
          throw refusal;
        }
      };
    }

    async function callerWith(
      scope: ClientScope,
      { request, acrossWorkspaces }: { request: FastifyRequest; acrossWorkspaces: boolean },
    ): Promise<Caller> {
      const caller = await authenticator.authenticate({
        authorization: request.headers.authorization,
        workspace: headerOf(request, workspaceHeader),
        acrossWorkspaces,
      });
      if (caller.scopes.has(scope)) return caller;
      throw commonErrors.missingScope({ message: `the scope ${scope} is missing` });
    }
  },
  { name: 'postbus-authentication', dependencies: ['postbus-rate-limit'] },
);

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
