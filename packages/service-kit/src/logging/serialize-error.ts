import { scrub } from './scrub.ts';

const maxDepth = 5;

export interface LoggedError {
  type: string;
  message: string;
  errorCode?: string;
  stack?: string;
  cause?: unknown;
  errors?: unknown[];
}

/**
 * What of an error is logged: type, message, code, where it was raised, and the same of its cause. All other fields stay out,
 * because libraries put their input there: drizzle the query's parameters, PostgreSQL the row, undici the request.
 */
export function serializeError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? scrub(error) : `[thrown ${typeof error}]`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const nested = depth < maxDepth;
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message: loggableMessage(error),
    ...(code !== undefined && { errorCode: code }),
    ...(error.stack !== undefined && { stack: framesOf(error.stack) }),
    ...(nested && error.cause !== undefined && { cause: serializeError(error.cause, depth + 1) }),
    ...(nested &&
      error instanceof AggregateError && { errors: error.errors.map((inner) => serializeError(inner, depth + 1)) }),
  };
}

/** The message without a query's parameters, which drizzle appends on a line of their own, and without secrets of URLs. */
export function loggableMessage(error: Error): string {
  return scrub(error.message.split('\nparams:', 1)[0] ?? '');
}

/** A stack repeats the message; only its frames are kept. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
