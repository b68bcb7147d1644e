import type { Settings } from '../state/settings.ts';

const descriptions = {
  access_denied: 'User denied access',
  invalid_client: 'Client key or secret is incorrect.',
  invalid_grant: 'Refresh token is invalid or expired.',
  invalid_request: 'The request parameters are malformed.',
  invalid_scope: 'The scope is invalid, unknown or malformed.',
  unauthorized_client: 'The client is not authorized to use this method.',
  unsupported_grant_type: 'The grant type is not supported.',
  unsupported_response_type: 'The response type is not supported.',
  server_error: 'Something went wrong. Please try again later.',
  temporarily_unavailable: 'Too many requests. Please try again later.',
};

type OAuthErrorCode = keyof typeof descriptions;

/** A refusal by `/v2/oauth/*`: flat, with its texts from reference 2.5. */
export class OAuthError extends Error {
  readonly code: string;

  /** @param options.code what a scripted fault says instead */
  constructor(
    code: OAuthErrorCode,
    { description = descriptions[code], ...other }: { description?: string; code?: string | undefined } = {},
  ) {
    super(description);
    this.code = other.code ?? code;
  }
}

/** The HTTP status of an OAuth error: undocumented, so a switch. 200 was seen; a standard would say 400 or 401. */
export const oauthErrorStatus = (settings: Settings, { code }: OAuthError): number => {
  if (settings.oauthErrorStatus === '200') return 200;
  return code === 'invalid_client' ? 401 : 400;
};
