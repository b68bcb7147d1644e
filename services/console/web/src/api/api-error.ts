/** What went wrong with a call, in words for the person in front of the page. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Of the answer; 0 if none came. */
  readonly status: number;
  readonly code: string;
  readonly userMessage: string;
  readonly retryable: boolean;
  readonly details: unknown;
  readonly correlationId: string | undefined;

  constructor(status: number, body: Partial<ErrorFields>) {
    super(body.message ?? body.code ?? `status ${status}`);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.userMessage = body.userMessage ?? 'Something went wrong on our side. Please try again in a moment.';
    this.retryable = body.retryable ?? status >= 500;
    this.details = body.details;
    this.correlationId = body.correlationId;
  }
}

interface ErrorFields {
  code: string;
  message: string;
  userMessage: string;
  retryable: boolean;
  details: unknown;
  correlationId: string;
}

/** No answer came: the network is away, or the console is. */
export const offlineError = (): ApiError =>
  new ApiError(0, {
    code: 'offline',
    userMessage: navigator.onLine
      ? 'The console does not answer. It may be starting again: this page goes on by itself.'
      : 'You are offline. This page goes on by itself when the connection is back.',
    retryable: true,
  });

/** Reads `{ error: … }`, the shape of every error here; what is not one becomes an error of its status. */
export function errorFromBody(status: number, text: string): ApiError {
  try {
    return new ApiError(status, JSON.parse(text).error ?? {});
  } catch {
    return new ApiError(status, {});
  }
}

/** Whatever was thrown, as something to show. */
export const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError(0, { message: String(error) });
