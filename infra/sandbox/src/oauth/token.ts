import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { answerFlat } from '../http/answers.ts';
import { OAuthError } from '../http/oauth-error.ts';
import { createClientToken } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { App } from '../state/app.ts';
import type { AuthorizationCode } from '../state/tokens.ts';
import { authenticateApp, readForm, requireField } from './form.ts';
import { issueTokens, renewTokens } from './issue-tokens.ts';

const clientTokenSeconds = 7200;

/** `POST /v2/oauth/token/` with its three grant types (reference 2.1 to 2.3). */
export function tokenRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;

  server.post('/v2/oauth/token/', (request, reply) => {
    const form = readForm(request);
    const app = authenticateApp(sandbox, form);
    return answerFlat(reply, answerGrant(requireField(form, 'grant_type'), app, form));
  });

  function answerGrant(grantType: string, app: App, form: URLSearchParams): Record<string, unknown> {
    if (grantType === 'authorization_code') return exchangeCode(app, form);
    if (grantType === 'refresh_token') return refresh(app, form);
    if (grantType === 'client_credentials') return issueClientToken(app);
    throw new OAuthError('unsupported_grant_type');
  }

  function exchangeCode(app: App, form: URLSearchParams): Record<string, unknown> {
    const code = store.codes.get(requireField(form, 'code'));
    const isUsed = code?.used && store.settings.codeUse === 'once';
    if (!code || isUsed || code.clientKey !== app.clientKey || code.expiresAt <= clock.now()) {
      throw new OAuthError('invalid_grant', { description: 'Authorization code is expired.' });
    }
    if (form.get('redirect_uri') !== code.redirectUri) {
      throw new OAuthError('invalid_request', {
        description: 'Redirect_uri is not matched with the uri when requesting code.',
      });
    }
    if (!provesChallenge(code, form.get('code_verifier'))) {
      throw new OAuthError('invalid_request', { description: 'Code verifier or code challenge is invalid.' });
    }
    code.used = true;
    return issueTokens(sandbox, code);
  }

  function refresh(app: App, form: URLSearchParams): Record<string, unknown> {
    const token = store.refreshTokens.get(requireField(form, 'refresh_token'));
    if (!token || token.clientKey !== app.clientKey || token.expiresAt <= clock.now()) {
      throw new OAuthError('invalid_grant');
    }
    return renewTokens(sandbox, token);
  }

  function issueClientToken({ clientKey }: App): Record<string, unknown> {
    const token = createClientToken();
    const expiresAt = clock.now() + clientTokenSeconds * 1000;
    store.clientTokens.set(token, { token, clientKey, expiresAt });
    return { access_token: token, expires_in: clientTokenSeconds, token_type: 'Bearer' };
  }
}

/** The challenge is hex, not base64url; without a challenge a verifier is ignored (reference 1.2). */
function provesChallenge({ codeChallenge }: AuthorizationCode, verifier: string | null): boolean {
  if (codeChallenge === null) return true;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('hex') === codeChallenge
  );
}
