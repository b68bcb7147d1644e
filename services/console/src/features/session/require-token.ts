import { AppError } from '@postbus/service-kit';
import type { FastifyRequest } from 'fastify';
import { notSignedIn } from '../../errors.ts';
import type { AccessToken, AccessTokens } from '../../integrations/access-tokens.ts';

/** The token of whoever is signed in. Raises `not_signed_in`, and ends a session whose client is no more. */
export async function requireToken(request: FastifyRequest, tokens: AccessTokens): Promise<AccessToken> {
  const credentials = request.session.get('credentials');
  if (!credentials) throw notSignedIn();
  try {
    return await tokens.get(credentials);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'credentials_refused') throw error;
    request.session.delete();
    throw notSignedIn();
  }
}
