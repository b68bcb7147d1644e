import type { ErrorBody } from '@postbus/contracts';
import type { FastifyError, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { AppError } from '../app-error.ts';
import { commonErrors } from '../common-errors.ts';

/** Fastify's own errors, as ours. Source: https://fastify.dev/docs/latest/Reference/Errors/ */
const fastifyErrors: Record<string, () => AppError> = {
  FST_ERR_CTP_INVALID_JSON_BODY: commonErrors.malformedJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: commonErrors.malformedJson,
  FST_ERR_CTP_BODY_TOO_LARGE: commonErrors.bodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: commonErrors.unsupportedMediaType,
  FST_ERR_NOT_FOUND: commonErrors.notFound,
};

/** Turns whatever was thrown into an error that a caller may see. */
export function toAppError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation) {
    const details = error.validation.flatMap((problem) => describe(problem, error.validationContext));
    return commonErrors.validationFailed({ details });
  }
  const known = fastifyErrors[error.code];
  if (known) return known();
  if (error.statusCode === 429) return commonErrors.rateLimited();
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return commonErrors.badRequest();
  return commonErrors.internal({ cause: error });
}

/** The body of an error answer. */
export function errorBody(error: AppError, correlationId: string): ErrorBody {
  return {
    error: {
      code: error.code,
      message: error.message,
      userMessage: error.userMessage,
      retryable: error.retry === 'later',
      ...(error.details !== undefined && { details: error.details }),
      correlationId,
    },
  };
}

/** The one translator from errors to HTTP. Logs what is our fault with its stack. */
export function handleError(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const error = toAppError(thrown);
  if (error.statusCode >= 500) {
    request.log.error({ err: error.cause ?? error, code: error.code }, 'the request failed');
  }
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(error.retryAfterSeconds));
  if (error.statusCode === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(error.statusCode).send(errorBody(error, request.correlationId));
}

/** Where and why, never what: the input itself may be a secret. */
function describe({ keyword, instancePath, message }: FastifySchemaValidationError, part = '') {
  // TypeBox tells of an unknown field twice: at the object, and at the field, whose schema is then `false`.
  if (keyword === 'additionalProperties') return [];
  const problem = keyword === 'boolean' ? 'is not a known field' : message;
  return [{ path: `${part}${instancePath}`, problem }];
}
