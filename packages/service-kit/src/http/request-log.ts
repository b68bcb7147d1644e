import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { symbols } from 'pino';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on routes that are asked all the time, so that they do not fill the log. */
    isQuiet?: boolean;
  }
}

/** One line a request: its route, never its address, because codes, states and signatures travel in addresses. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'correlationId' });
  }

  override incomingRequest(): void {
    // The line at the end says all.
  }

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { method, routeOptions, caller } = request;
    if (routeOptions.config?.isQuiet) return;
    const figures = {
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    request.log.info({ ...figures, clientId: caller?.clientId }, 'request');
  }

  override routeNotFound(): void {
    // The line at the end tells it, without the address.
  }

  override defaultErrorLog(): void {
    // The error handler logs what is our fault.
  }
}

/**
 * The logger of a request. Its correlation id goes in as it is: it is well formed, and the search for secrets in it would
 * cost each request more than most of its other parts.
 */
export const requestLogger = (
  logger: FastifyBaseLogger,
  { correlationId }: { correlationId?: string },
): FastifyBaseLogger => {
  const child: FastifyBaseLogger & { [chindings]?: string } = logger.child({});
  child[chindings] += `,"correlationId":${JSON.stringify(correlationId)}`;
  return child;
};

const chindings: typeof symbols.chindingsSym = symbols.chindingsSym;
