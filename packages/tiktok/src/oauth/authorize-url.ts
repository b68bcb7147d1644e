import { invalidField } from '../errors/tiktok-error.ts';

const path = '/v2/auth/authorize/';

export interface AuthorizeRequest {
  /** Equal to one that is registered; the token call repeats it. */
  redirectUri: string;
  scopes: readonly string[];
  /** Comes back unchanged: bind it to the browser and compare it before anything else. */
  state: string;
  /** From `hexCodeChallenge`. Absent: no PKCE. */
  codeChallenge?: string;
  /** True: the consent page is shown even in a valid session. Absent: TikTok decides. */
  disableAutoAuth?: boolean;
}

/**
 * The address to send the creator's browser to.
 * Source: developers.tiktok.com/doc/login-kit-web, /doc/login-kit-desktop
 */
export function authorizeUrl(authBaseUrl: string, clientKey: string, request: AuthorizeRequest): string {
  if (request.scopes.length === 0) throw invalidField('scopes', 'is empty');
  if (request.state === '') throw invalidField('state', 'is empty');
  if (!URL.canParse(request.redirectUri)) throw invalidField('redirectUri', 'is no absolute URL');
  if (request.codeChallenge !== undefined && !/^[0-9a-f]{64}$/.test(request.codeChallenge)) {
    throw invalidField('codeChallenge', 'is not 64 lower-case hex digits');
  }
  const query = new URLSearchParams({
    client_key: clientKey,
    scope: request.scopes.join(','),
    response_type: 'code',
    redirect_uri: request.redirectUri,
    state: request.state,
  });
  if (request.codeChallenge !== undefined) {
    query.set('code_challenge', request.codeChallenge);
    query.set('code_challenge_method', 'S256');
  }
  if (request.disableAutoAuth !== undefined)
    query.set('disable_auto_auth', request.disableAutoAuth ? '1' : '0');
  return `${authBaseUrl}${path}?${query}`;
}
