import type { components } from './generated/auth-gateway.ts';

type ErrorBody = components['schemas']['Error'];

/** What a service of Postbus answered instead of what was asked for. */
export class PostbusApiError extends Error {
  override readonly name = 'PostbusApiError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** For the person in front of the screen. */
  readonly userMessage: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How long the service asked to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** What exactly was wrong, such as the fields of a request. */
  readonly details: unknown;
  readonly correlationId: string | undefined;

  constructor(
    status: number,
    error: Partial<ErrorBody['error']>,
    { retryAfterSeconds, cause }: { retryAfterSeconds?: number | undefined; cause?: unknown } = {},
  ) {
    super(error.message ?? `the service answered ${status}`, { cause });
    this.status = status;
    this.code = error.code ?? 'unknown_error';
    this.userMessage = error.userMessage ?? 'Something went wrong. Please try again in a moment.';
    this.retryable = error.retryable ?? (status === 0 || status === 429 || status >= 500);
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = error.details;
    this.correlationId = error.correlationId;
  }
}

/** The error for a call that got no answer at all. */
export const noAnswer = (cause: unknown): PostbusApiError =>
  new PostbusApiError(
    0,
    { code: 'unreachable', message: 'the service could not be reached', retryable: true },
    { cause },
  );
