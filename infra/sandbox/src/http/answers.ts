import type { FastifyReply } from 'fastify';
import { createLogId } from '../identifiers.ts';
import type { ApiError } from './api-error.ts';
import { bareJson } from './bare-json.ts';
import type { OAuthError } from './oauth-error.ts';

const json = 'application/json; charset=utf-8';

/** Success in the envelope of every endpoint but OAuth (reference 0.3). */
export function answerData(reply: FastifyReply, data: Record<string, unknown>): FastifyReply {
  return envelope(reply, 200, { data }, { code: 'ok', message: '' });
}

/** Success where there is nothing to tell: no `data` at all (reference 6.3). */
export function answerOk(reply: FastifyReply): FastifyReply {
  return envelope(reply, 200, {}, { code: 'ok', message: '' });
}

/** Failure in the same envelope. */
export function answerApiError(reply: FastifyReply, error: ApiError): FastifyReply {
  return envelope(reply, error.status, { data: {} }, { code: error.code, message: error.message });
}

function envelope(
  reply: FastifyReply,
  status: number,
  body: Record<string, unknown>,
  error: { code: string; message: string },
): FastifyReply {
  const logId = createLogId(Date.now());
  return reply
    .code(status)
    .header('x-tt-logid', logId)
    .type(json)
    .send(bareJson({ ...body, error: { ...error, log_id: logId } }));
}

/** A flat answer of `/v2/oauth/*`. */
export function answerFlat(reply: FastifyReply, body: Record<string, unknown>): FastifyReply {
  return reply
    .code(200)
    .header('x-tt-logid', createLogId(Date.now()))
    .header('cache-control', 'no-store')
    .type(json)
    .send(bareJson(body));
}

/** A flat failure. Its HTTP status is undocumented: 200 was seen, 400 and 401 are what a standard would say. */
export function answerOAuthError(reply: FastifyReply, error: OAuthError, status: number): FastifyReply {
  const logId = createLogId(Date.now());
  return reply
    .code(status)
    .header('x-tt-logid', logId)
    .header('cache-control', 'no-store')
    .type(json)
    .send(bareJson({ error: error.code, error_description: error.message, log_id: logId }));
}

/** What the gateway says to an unknown path, a missing final slash or a wrong method (observed). */
export function answerUnsupportedPath(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('Unsupported path(Janus)');
}
