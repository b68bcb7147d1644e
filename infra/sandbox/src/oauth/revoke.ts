import type { FastifyInstance } from 'fastify';
import { answerFlat } from '../http/answers.ts';
import { OAuthError } from '../http/oauth-error.ts';
import type { Sandbox } from '../sandbox.ts';
import { authenticateApp, readForm, requireField } from './form.ts';
import { removeGrant } from './grants.ts';

const revokedByDeveloper = 5;

/** `POST /v2/oauth/revoke/` (reference 2.4): takes the access token, never the refresh token. */
export function revokeRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;

  server.post('/v2/oauth/revoke/', (request, reply) => {
    const form = readForm(request);
    const app = authenticateApp(sandbox, form);
    const token = store.accessTokens.get(requireField(form, 'token'));
    if (!token || token.clientKey !== app.clientKey || token.expiresAt <= clock.now()) {
      throw new OAuthError('invalid_grant', { description: 'Access token is invalid or expired.' });
    }
    removeGrant(sandbox, token, revokedByDeveloper);
    return store.settings.revokeBody === 'empty' ? reply.code(200).send() : answerFlat(reply, {});
  });
}
