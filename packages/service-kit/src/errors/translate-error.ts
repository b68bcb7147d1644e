import type { ErrorBody } from '@postbus/contracts';
import { AppError } from './app-error.ts';
import { commonErrors } from './common-errors.ts';
import { isOutage } from './is-outage.ts';

/** What Fastify raises by itself. https://fastify.dev/docs/latest/Reference/Errors/ */
const fastifyErrors: Record<string, (cause: Error) => AppError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => commonErrors.bodyTooLarge(),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => commonErrors.unsupportedMediaType(),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => commonErrors.malformedJson({ message: 'the body is empty' }),
  FST_ERR_CTP_INVALID_JSON_BODY: () => commonErrors.malformedJson(),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    commonErrors.badRequest({ message: 'the body is not as long as Content-Length says' }),
  FST_ERR_BAD_URL: () => commonErrors.badRequest({ message: 'the URL is malformed' }),
  FST_ERR_VALIDATION: () => commonErrors.validationFailed(),
};

/** Makes an AppError of anything that was thrown. What is not known becomes `internal_error` and keeps the cause for the log. */
export function translateError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return commonErrors.internal({ cause: error });
  const known = 'code' in error && typeof error.code === 'string' ? fastifyErrors[error.code] : undefined;
  if (known) return known(error);
  if (isOutage(error)) return commonErrors.unavailable({ cause: error });
  const statusCode = 'statusCode' in error ? error.statusCode : undefined;
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return commonErrors.internal({ cause: error });
  if (error instanceof SyntaxError) return commonErrors.malformedJson();
  return unnamedRefusal(statusCode, error);
}

/** The body of the answer. `correlationId` leads to the log. */
export function errorBodyOf(error: AppError, correlationId: string): ErrorBody {
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

/** A 4xx of a library: its status is kept, its text is not, because it may repeat the input. */
function unnamedRefusal(statusCode: number, cause: Error): AppError {
  if (statusCode === 401) return commonErrors.unauthorized({ cause });
  if (statusCode === 404) return commonErrors.notFound({ cause });
  const { code, message, userMessage } = commonErrors.badRequest();
  return new AppError({ code, statusCode, retry: 'never', message, userMessage }, { cause });
}
