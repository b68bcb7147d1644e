import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import type { Authenticator } from '../authenticator.ts';
import { correlationIdHeader, correlationIdOf } from '../correlation-id.ts';
import type { Logger } from '../logger.ts';
import { authentication } from './authentication.ts';
import { documentation } from './documentation.ts';
import { handleError } from './error-handler.ts';
import { health, type ReadinessChecks } from './health.ts';
import { letConnectionsGo } from './let-connections-go.ts';
import { answerMalformedRequest } from './malformed-request.ts';
import { metrics } from './metrics.ts';
import { limitRequests } from './rate-limit.ts';
import { RequestLog, requestLogger } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { proxiesIn } from './trusted-proxies.ts';
import { refuseUndeclaredQuery, validatorCompiler } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Ties together all that this request causes, over every service. */
    correlationId: string;
  }
}

/** A Fastify server whose routes are typed by their TypeBox schemas. */
export type AppServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface ServerOptions {
  service: string;
  /** For the OpenAPI document. */
  title: string;
  description: string;
  logger: Logger;
  config: { RATE_LIMIT_PER_MINUTE: number; TRUSTED_PROXIES: string };
  /** Where requests are counted; by each process for itself unless told. */
  rateLimits?: FastifyRateLimitStoreCtor;
  readiness: ReadinessChecks;
  /** Without one no route can require a scope. */
  authenticator?: Authenticator;
  /** Bytes; 1 MiB unless told. */
  bodyLimit?: number;
  /** How long a request may take to arrive with its body; a minute unless told. 0 where files come, however long they take. */
  requestTimeoutMs?: number;
}

/** How long headers may take, where the whole request may take as long. Node's own. */
const headersTimeoutMs = 60_000;

/**
 * A Fastify server as every service has it: unknown fields refused, one shape for errors, a correlation id, security
 * headers, a rate limit, `/health/live`, `/health/ready`, `/metrics`, `/openapi.json` and `/docs`.
 *
 * Register routes on it, then listen.
 */
export async function createServer(options: ServerOptions): Promise<AppServer> {
  const { requestTimeoutMs = 60_000 } = options;
  const app = Fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new RequestLog(),
    childLoggerFactory: requestLogger,
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    requestTimeout: requestTimeoutMs,
    http: {
      // Node takes the one for the other if headers have more time than the whole.
      headersTimeout: Math.min(requestTimeoutMs || headersTimeoutMs, headersTimeoutMs),
      // How often it looks.
      connectionsCheckingInterval: 1000,
    },
    trustProxy: proxiesIn(options.config.TRUSTED_PROXIES),
    // A keep-alive connection of a client must not hold up a restart.
    forceCloseConnections: 'idle',
    genReqId: correlationIdOf,
    // Raised before any hook: a path that cannot be decoded.
    frameworkErrors: (error, request, reply) => {
      request.correlationId = request.id;
      reply.header(correlationIdHeader, request.id);
      return handleError(error, request, reply);
    },
    clientErrorHandler: answerMalformedRequest,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  app.addHook('onRoute', refuseUndeclaredQuery);
  app.setErrorHandler(handleError);
  app.decorateRequest('correlationId', '');
  app.addHook('onRequest', (request, reply, done) => {
    request.correlationId = request.id;
    reply.header(correlationIdHeader, request.id);
    done();
  });

  await app.register(letConnectionsGo);
  await app.register(securityHeaders);
  await app.register(metrics);
  await app.register(limitRequests, {
    perMinute: options.config.RATE_LIMIT_PER_MINUTE,
    store: options.rateLimits,
  });
  await app.register(documentation, { title: options.title, description: options.description });
  await app.register(health, { checks: options.readiness });
  if (options.authenticator) await app.register(authentication, { authenticator: options.authenticator });
  return app;
}
