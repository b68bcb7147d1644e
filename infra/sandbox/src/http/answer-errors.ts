import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../control/journal.ts';
import type { Sandbox } from '../sandbox.ts';
import { answerApiError, answerOAuthError, answerUnsupportedPath } from './answers.ts';
import { ApiError, parameterError } from './api-error.ts';
import { OAuthError, oauthErrorStatus } from './oauth-error.ts';

/** Turns every refusal into TikTok's own answer for the endpoint. */
export function answerErrors(server: FastifyInstance, { store, log }: Sandbox): void {
  server.setNotFoundHandler((_request, reply) => answerUnsupportedPath(reply));

  server.setErrorHandler((error, request, reply) => {
    if (error instanceof ApiError) return answerApiError(reply, error);
    if (error instanceof OAuthError)
      return answerOAuthError(reply, error, oauthErrorStatus(store.settings, error));
    // What the gateway does not know it does not look into, either.
    if (request.is404) return answerUnsupportedPath(reply);
    if (isClientsFault(error)) return refuseMalformed(request, reply);
    if (request.raw.destroyed && !request.raw.complete) return reply.code(400).send();
    // A defect of the sandbox: TikTok has an answer for its own as well.
    log.error({ err: error, path: pathOf(request.url) }, 'request failed');
    return answerApiError(reply, new ApiError('internal_error'));
  });

  function refuseMalformed(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const path = pathOf(request.url);
    if (path.startsWith('/video/')) return reply.code(400).send();
    if (!path.startsWith('/v2/oauth/')) return answerApiError(reply, parameterError(store.settings));
    const error = new OAuthError('invalid_request');
    return answerOAuthError(reply, error, oauthErrorStatus(store.settings, error));
  }
}

/** Fastify's own refusals: unreadable content types, bodies that are too long or shorter than announced. */
const isClientsFault = (error: unknown): boolean =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode < 500;
