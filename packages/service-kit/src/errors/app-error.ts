/** `never`: the same request fails again. `later`: it may succeed. */
export type Retry = 'never' | 'later';

export interface ErrorDefinition {
  /** Stable, for programs: `account_not_found`. */
  code: string;
  statusCode: number;
  retry: Retry;
  /** For developers. It reaches the caller, so it names no internals. */
  message: string;
  /** For the person in front of the screen, with the next step. */
  userMessage: string;
}

export interface ErrorOptions {
  /** Reaches the caller. */
  details?: unknown;
  /** Reaches the log, never the caller. */
  cause?: unknown;
  message?: string;
  userMessage?: string;
  /** Becomes the `Retry-After` header. */
  retryAfterSeconds?: number;
}

/** An error that knows how it is answered over HTTP and whether a consumer should try again. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly statusCode: number;
  readonly retry: Retry;
  readonly userMessage: string;
  readonly details: unknown;
  readonly retryAfterSeconds: number | undefined;

  constructor(definition: ErrorDefinition, options: ErrorOptions = {}) {
    super(options.message ?? definition.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = definition.code;
    this.statusCode = definition.statusCode;
    this.retry = definition.retry;
    this.userMessage = options.userMessage ?? definition.userMessage;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Declares an error once; each call of the result makes one to throw. */
export function defineError(definition: ErrorDefinition): (options?: ErrorOptions) => AppError {
  return (options) => {
    const error = new AppError(definition, options);
    // The stack begins where the error is raised, not here.
    Error.captureStackTrace(error, AppError);
    return error;
  };
}
