import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

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
