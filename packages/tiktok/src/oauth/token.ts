import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import { unexpectedAnswer } from '../http/api-call.ts';
import type { Transport } from '../http/transport.ts';
import { integerOrNull, textOrNull } from '../json.ts';
import type { AppCredentials } from './credentials.ts';
import { callOauth, type FlatAnswer } from './form-call.ts';
import { readScopes } from './scopes.ts';
import { checkToken } from './token-text.ts';

const path = '/v2/oauth/token/';
const documentedLifetimeSeconds = 86_400;

const CodeExchange = Type.Object(
  {
    /** Percent-decoded once. Works once. */
    code: Type.String({ minLength: 1 }),
    /** The same as in the authorize request. */
    redirectUri: Type.String({ minLength: 1 }),
    /** If the authorize request had a challenge. */
    codeVerifier: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);
export type CodeExchange = Static<typeof CodeExchange>;

const checkExchange = requestCheck(CodeExchange);

export interface RefreshedToken {
  accessToken: string;
  expiresInSeconds: number;
  /** The new refresh token, or the one that was sent if the answer has none. Save it before using the access token. */
  refreshToken: string;
  refreshExpiresInSeconds: number | null;
  /** Null: not said, so unchanged. */
  openId: string | null;
  /** What the creator granted, which may be less than was asked for. Null: not said, so unchanged. */
  grantedScopes: string[] | null;
}

export interface TokenGrant extends RefreshedToken {
  openId: string;
  grantedScopes: string[];
}

/**
 * Exchanges an authorization code for tokens.
 * Source: developers.tiktok.com/doc/oauth-user-access-token-management
 */
export async function exchangeCode(
  transport: Transport,
  credentials: AppCredentials,
  exchange: CodeExchange,
): Promise<TokenGrant> {
  const { code, redirectUri, codeVerifier } = checkExchange(exchange);
  const grant = await callOauth(transport, credentials.apiBaseUrl, {
    path,
    form: {
      client_key: credentials.clientKey,
      client_secret: credentials.clientSecret,
      code,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
    },
  });
  const refreshToken = textOrNull(grant.fields.refresh_token);
  const openId = textOrNull(grant.fields.open_id);
  if (refreshToken === null || openId === null) {
    throw unexpectedAnswer(path, grant.answer, 'no refresh_token or no open_id');
  }
  const tokens = readTokens(grant, refreshToken);
  return { ...tokens, openId, grantedScopes: tokens.grantedScopes ?? [] };
}

/**
 * Gets a new access token. The old refresh token may be dead afterwards, even if this call raises an error with
 * `outcomeUnknown`. Run one at a time per account.
 * Source: developers.tiktok.com/doc/oauth-user-access-token-management
 */
export async function refreshToken(
  transport: Transport,
  credentials: AppCredentials,
  oldRefreshToken: string,
): Promise<RefreshedToken> {
  checkToken('refreshToken', oldRefreshToken);
  const grant = await callOauth(transport, credentials.apiBaseUrl, {
    path,
    form: {
      client_key: credentials.clientKey,
      client_secret: credentials.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: oldRefreshToken,
    },
  });
  return readTokens(grant, textOrNull(grant.fields.refresh_token) ?? oldRefreshToken);
}

/** Asks for no more than an access token: throwing away a rotated refresh token over a lesser field would lose the account. */
function readTokens({ fields, answer }: FlatAnswer, refreshToken: string): RefreshedToken {
  const accessToken = textOrNull(fields.access_token);
  if (accessToken === null) throw unexpectedAnswer(path, answer, 'no access_token');
  return {
    accessToken,
    expiresInSeconds: integerOrNull(fields.expires_in) ?? documentedLifetimeSeconds,
    refreshToken,
    refreshExpiresInSeconds: integerOrNull(fields.refresh_expires_in),
    openId: textOrNull(fields.open_id),
    grantedScopes: scopesOrNull(textOrNull(fields.scope)),
  };
}

const scopesOrNull = (list: string | null): string[] | null => (list === null ? null : readScopes(list));
