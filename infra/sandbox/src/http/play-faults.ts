import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../control/faults.ts';
import { pathOf } from '../control/journal.ts';
import type { Sandbox } from '../sandbox.ts';
import { drainRequest } from '../transfer/request-body.ts';
import { answerApiError, answerOAuthError } from './answers.ts';
import { ApiError, codeOfStatus } from './api-error.ts';
import { OAuthError } from './oauth-error.ts';

/** Plays scripted faults, after the body was read, so that the journal has it. */
export function playFaults(server: FastifyInstance, { faults }: Sandbox): void {
  server.addHook('preHandler', async (request, reply) => {
    const entry = request.journalEntry;
    const fault = entry ? faults.take(request.method, entry.path) : null;
    if (!entry || !fault) return;
    entry.fault = fault.kind;
    request.fault = fault;
    if (fault.kind === 'latency') await wait(fault.ms ?? 1000, undefined, { ref: false });
    if (fault.kind === 'reset') return reset(request, reply, fault);
    if (fault.kind !== 'status' && fault.kind !== 'rateLimit') return;
    if (request.body instanceof Readable) await drainRequest(request);
    return answerStatus(request, reply, fault.kind === 'status' ? fault : { ...fault, status: 429 });
  });

  // The effect is there, the answer is not.
  server.addHook('onSend', async (request, reply) => {
    if (request.fault?.kind === 'lostResponse') dropConnection(request, reply);
  });
}

function reset(request: FastifyRequest, reply: FastifyReply, fault: Fault): FastifyReply | undefined {
  if (fault.afterBytes !== undefined) {
    request.dropAfterBytes = fault.afterBytes;
    return undefined;
  }
  return dropConnection(request, reply);
}

function dropConnection(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.resetAndDestroy();
  return reply;
}

/** The status in the form of the endpoint: bare for uploads, flat for OAuth, the envelope elsewhere. */
function answerStatus(request: FastifyRequest, reply: FastifyReply, fault: Fault): FastifyReply {
  const status = fault.status ?? 500;
  const { code } = fault;
  const path = pathOf(request.url);
  if (path.startsWith('/video/')) return reply.code(status).send();
  if (path.startsWith('/v2/oauth/')) {
    const busy = status === 429 ? 'temporarily_unavailable' : 'invalid_request';
    return answerOAuthError(reply, new OAuthError(status >= 500 ? 'server_error' : busy, { code }), status);
  }
  return answerApiError(reply, new ApiError(codeOfStatus(status), { status, code }));
}
