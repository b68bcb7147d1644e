import type { ErrorBody } from '@postbus/contracts';

/** What a service of Postbus answered instead of what was asked for. */
export class PostbusApiError extends Error {
  override readonly name = 'PostbusApiError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly code: string;
  /** For the person in front of the screen. */
  readonly userMessage: string;
  readonly retryable: boolean;
  readonly correlationId: string | undefined;

  constructor(status: number, error: Partial<ErrorBody['error']>, cause?: unknown) {
    super(error.message ?? `the service answered ${status}`, { cause });
    this.status = status;
    this.code = error.code ?? 'unknown_error';
    this.userMessage = error.userMessage ?? 'Something went wrong. Please try again in a moment.';
    this.retryable = error.retryable ?? (status === 0 || status === 429 || status >= 500);
    this.correlationId = error.correlationId;
  }
}

/** The error for a call that got no answer at all. */
export const noAnswer = (cause: unknown): PostbusApiError =>
  new PostbusApiError(
    0,
    { code: 'unreachable', message: 'the service could not be reached', retryable: true },
    cause,
  );
