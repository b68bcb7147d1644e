import formbody from '@fastify/formbody';
import type { AppServer } from '@postbus/service-kit';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
import type { ClientTokens } from './service.ts';
import { parseTokenRequest } from './token-request.ts';

const description =
  'Client credentials grant (RFC 6749). Send `grant_type=client_credentials`, and optionally `scope`, as ' +
  '`application/x-www-form-urlencoded`; prove yourself by HTTP Basic or by `client_id` and `client_secret` in the form.';

const TokenAnswer = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds' }),
  scope: Type.String(),
});

/** In a context of its own: only here are forms read, and only here do errors have the shape of OAuth. */
export function clientTokenRoutes({ clientTokens }: { clientTokens: ClientTokens }) {
  return async (app: AppServer): Promise<void> => {
    await app.register(formbody);
    app.setErrorHandler(sendOAuthError);
    app.post(
      '/oauth/token',
      {
        schema: {
          tags: ['tokens'],
          security: [],
          operationId: 'createToken',
          summary: 'Get a token',
          description,
          response: { 200: TokenAnswer },
        },
      },
      async (request, reply) => {
        const tokenRequest = parseTokenRequest(request.body, request.headers.authorization);
        const answer = await clientTokens.issue(tokenRequest, request.correlationId);
        return noStore(reply).send(answer);
      },
    );
  };
}

function sendOAuthError(error: FastifyError | OAuthError, request: FastifyRequest, reply: FastifyReply) {
  const { status, code, description } = describe(error);
  if (status >= 500) request.log.error({ err: error }, 'the token endpoint failed');
  if (code === 'invalid_client') reply.header('www-authenticate', 'Basic realm="postbus", charset="UTF-8"');
  return noStore(reply).status(status).send({ error: code, error_description: description });
}

function describe(error: FastifyError | OAuthError): {
  status: number;
  code: OAuthErrorCode;
  description: string;
} {
  if (error instanceof OAuthError) {
    return { status: error.statusCode, code: error.code, description: error.message };
  }
  const status = error.statusCode ?? 500;
  if (status === 429) return { status, code: 'temporarily_unavailable', description: 'too many requests' };
  if (status < 500) return { status: 400, code: 'invalid_request', description: 'send a form' };
  return { status, code: 'server_error', description: 'the token could not be issued' };
}

/** RFC 6749, section 5.1. */
const noStore = (reply: FastifyReply) =>
  reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
