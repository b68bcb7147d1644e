import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import { invalidField } from '../errors/tiktok-error.ts';
import { Scopes } from './scopes.ts';

const path = '/v2/auth/authorize/';

const AuthorizeRequest = Type.Object(
  {
    /** Equal to one that is registered; the token call repeats it. */
    redirectUri: Type.String(),
    scopes: Scopes,
    /** Comes back unchanged: bind it to the browser and compare it before anything else. */
    state: Type.String({ minLength: 1 }),
    /** From `hexCodeChallenge`: 64 lower-case hex digits. Absent: no PKCE. */
    codeChallenge: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** True: the consent page is shown even in a valid session. Absent: TikTok decides. */
    disableAutoAuth: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type AuthorizeRequest = Static<typeof AuthorizeRequest>;

const check = requestCheck(AuthorizeRequest);

/**
 * The address to send the creator's browser to.
 * Source: developers.tiktok.com/doc/login-kit-web, /doc/login-kit-desktop
 */
export function authorizeUrl(authBaseUrl: string, clientKey: string, request: AuthorizeRequest): string {
  check(request);
  if (!URL.canParse(request.redirectUri)) {
    throw invalidField('redirectUri', 'is no absolute URL', request.redirectUri);
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
