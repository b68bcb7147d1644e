export { AppError, defineError, type ErrorDeclaration, type ErrorOccasion, type Retry } from './app-error.ts';
export { type Authenticator, type Caller, createAuthenticator, workspaceHeader } from './authenticator.ts';
export { createBatcher } from './batch.ts';
export { closeInOrder } from './close.ts';
export { commonErrors } from './common-errors.ts';
export { correlationIdHeader } from './correlation-id.ts';
export {
  AddressRefusedError,
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
} from './guarded-fetch.ts';
export { type AppServer, createServer, type ServerOptions } from './http/create-server.ts';
export { errorBody, toAppError } from './http/error-handler.ts';
export type { ReadinessChecks } from './http/health.ts';
export { sharedRateLimits } from './http/shared-rate-limits.ts';
export { plainAnswers, sealedAnswers } from './idempotency/answer-stores.ts';
export { createIdempotency, type Idempotency } from './idempotency/idempotency.ts';
export { IdempotencyHeaders, type KeyedRequest, keyedRequest } from './idempotency/keyed-request.ts';
export { ConfigError, commonConfig, loadConfig } from './load-config.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { createLoop, type Loop } from './loop.ts';
export { runService } from './run-service.ts';
