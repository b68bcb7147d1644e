import type { FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import type { AccessToken } from '../state/tokens.ts';
import { ApiError } from './api-error.ts';

/**
 * The token of a request: known, alive, and with one of the scopes.
 * @throws ApiError access_token_invalid, scope_not_authorized
 */
export function authenticate(
  { store, clock }: Pick<Sandbox, 'store' | 'clock'>,
  request: FastifyRequest,
  anyScope: string[],
): AccessToken {
  const value = request.headers.authorization?.match(/^Bearer (\S+)$/i)?.[1];
  const token = value === undefined ? undefined : store.accessTokens.get(value);
  if (!token || token.expiresAt <= clock.now() || !store.creators.has(token.username)) {
    throw new ApiError('access_token_invalid');
  }
  if (!anyScope.some((scope) => token.scopes.includes(scope))) throw new ApiError('scope_not_authorized');
  return token;
}
