import type { FastifyRequest } from 'fastify';
import { queryValue } from '../http/query.ts';
import type { Sandbox } from '../sandbox.ts';
import { type App, isRegistered } from '../state/app.ts';

/** What an app asks a creator for. */
export interface AuthorizeRequest {
  app: App;
  redirectUri: string;
  scopes: string[];
  state: string;
  codeChallenge: string | null;
  /** `disable_auto_auth=0`: a creator who has consented before is not asked again. */
  maySkipConsent: boolean;
}

/** A refusal before any consent: shown on a page of TikTok's own, or sent back to the app. */
export type Refusal =
  | { kind: 'page'; parameter: string; message: string }
  | { kind: 'redirect'; redirectUri: string; parameters: Record<string, string> };

/** Reads and judges the query of the authorize page (reference 1.1 to 1.3). */
export function readAuthorizeRequest(
  { store }: Pick<Sandbox, 'store'>,
  request: FastifyRequest,
): AuthorizeRequest | Refusal {
  const redirectUri = queryValue(request, 'redirect_uri') ?? '';
  const state = queryValue(request, 'state') ?? '';
  const app = store.apps.get(queryValue(request, 'client_key') ?? '');
  const refuse = (parameters: Record<string, string>): Refusal => ({
    kind: 'redirect',
    redirectUri,
    parameters: { ...parameters, ...(state && { state }) },
  });
  const malformed = (what: string) =>
    refuse({
      error: 'invalid_request',
      error_type: what,
      error_description: `The ${what} is missing or malformed.`,
    });

  if (!app) {
    const page: Refusal = { kind: 'page', parameter: 'client_key', message: 'unauthorized_client' };
    return /^https?:$/.test(URL.parse(redirectUri)?.protocol ?? '') ? refuse(wrongClient) : page;
  }
  if (!isRegistered(app, redirectUri)) {
    return {
      kind: 'page',
      parameter: 'redirect_uri',
      message: 'redirect_uri is not registered for this app',
    };
  }
  if (queryValue(request, 'response_type') !== 'code') {
    return refuse({ error: 'unsupported_response_type', error_type: 'response_type' });
  }
  const scopes = (queryValue(request, 'scope') ?? '').split(',').filter(Boolean);
  if (scopes.length === 0) return refuse({ error: 'invalid_scope', error_type: 'scope' });
  if (!app.live && !app.sandbox) return refuse(wrongClient);
  // TikTok names the key even where a scope is the cause.
  if (!scopes.every((scope) => app.scopes.includes(scope))) return refuse(wrongClient);
  if (!state) return malformed('state');

  const codeChallenge = queryValue(request, 'code_challenge') || null;
  const method = queryValue(request, 'code_challenge_method');
  if (!codeChallenge && app.platform === 'desktop') return malformed('code_challenge');
  if (codeChallenge && method !== undefined && method !== 'S256') return malformed('code_challenge_method');
  const maySkipConsent = queryValue(request, 'disable_auto_auth') === '0';
  return { app, redirectUri, scopes: [...new Set(scopes)], state, codeChallenge, maySkipConsent };
}

const wrongClient = {
  error: 'unauthorized_client',
  error_type: 'client_key',
  error_description: 'The client key is invalid, or the app may not use this.',
};
