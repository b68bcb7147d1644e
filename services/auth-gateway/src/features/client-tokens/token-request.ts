import { OAuthError } from './oauth-error.ts';

export interface TokenRequest {
  clientId: string;
  clientSecret: string;
  /** The scopes asked for; null asks for all that the client has. */
  scopes: string[] | null;
}

/**
 * Reads a client credentials request. The client proves itself by HTTP Basic or in the form, not both. Unknown
 * parameters are ignored, repeated ones refused. Raises {@link OAuthError}.
 * Source: RFC 6749, sections 2.3.1, 3.2 and 4.4.2.
 */
export function parseTokenRequest(form: unknown, authorization: string | undefined): TokenRequest {
  const parameters = readForm(form);
  const grantType = parameters.get('grant_type');
  if (!grantType) throw new OAuthError('invalid_request', 'grant_type is missing');
  if (grantType !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'only client_credentials is supported');
  }
  const scopes = parameters.get('scope')?.split(' ').filter(Boolean);
  return { ...readCredentials(parameters, authorization), scopes: scopes?.length ? scopes : null };
}

function readForm(form: unknown): Map<string, string> {
  if (typeof form !== 'object' || form === null) {
    throw new OAuthError('invalid_request', 'send application/x-www-form-urlencoded');
  }
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(form)) {
    if (typeof value !== 'string') throw new OAuthError('invalid_request', 'a parameter is repeated');
    parameters.set(name, value);
  }
  return parameters;
}

function readCredentials(parameters: Map<string, string>, authorization: string | undefined) {
  const inForm = { clientId: parameters.get('client_id'), clientSecret: parameters.get('client_secret') };
  if (authorization === undefined) return complete(inForm);
  if (inForm.clientSecret !== undefined) {
    throw new OAuthError('invalid_request', 'the client proves itself in two ways at once');
  }
  const inHeader = complete(readBasic(authorization));
  if (inForm.clientId !== undefined && inForm.clientId !== inHeader.clientId) {
    throw new OAuthError('invalid_request', 'client_id is not the one in the Authorization header');
  }
  return inHeader;
}

function complete({
  clientId,
  clientSecret,
}: {
  clientId?: string | undefined;
  clientSecret?: string | undefined;
}) {
  if (!clientId || !clientSecret) throw new OAuthError('invalid_client', 'client id or secret is missing');
  return { clientId, clientSecret };
}

function readBasic(authorization: string) {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  return { clientId: formDecode(id), clientSecret: formDecode(secret) };
}

/** Both halves are form-encoded before they are joined (section 2.3.1). */
function formDecode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
