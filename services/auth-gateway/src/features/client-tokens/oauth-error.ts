/** The error codes of RFC 6749, section 5.2, and the two of section 4.1.2.1 for a server in trouble. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'server_error'
  | 'temporarily_unavailable';

/** Raised by the token endpoint, whose errors have the shape that OAuth clients know. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly statusCode: number;
  constructor(code: OAuthErrorCode, description: string, statusCode = code === 'invalid_client' ? 401 : 400) {
    super(description);
    this.code = code;
    this.statusCode = statusCode;
  }
}
