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
  }
}

export const authentication = fp<{ authenticator: Authenticator }>(
  async (app, { authenticator }) => {
    app.decorateRequest('caller');
    app.decorate('requireScope', (scope) => async (request) => {
      const caller = await authenticator.authenticate({
        authorization: request.headers.authorization,
        workspace: headerOf(request, workspaceHeader),
      });
      if (!caller.scopes.has(scope))
        throw commonErrors.missingScope({ message: `the scope ${scope} is missing` });
      request.caller = caller;
    });
  },
  { name: 'postbus-authentication' },
);

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
