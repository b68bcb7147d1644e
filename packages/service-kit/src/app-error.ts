/** Whether trying again may help: `later` for what passes, `never` for what stays wrong. */
export type Retry = 'never' | 'later';

/** One way to fail, declared once. */
export interface ErrorDeclaration {
  /** Stable, for programs. */
  code: string;
  statusCode: number;
  retry: Retry;
  /** For developers. */
  message: string;
  /** For the person in front of the screen, with the next step. */
  userMessage: string;
}

/** What is known only when the error happens. */
export interface ErrorOccasion {
  /** Goes into the answer: no secrets and no other tenant's data. */
  details?: unknown;
  cause?: unknown;
  message?: string;
  userMessage?: string;
  /** Becomes the header `Retry-After`. */
  retryAfterSeconds?: number;
}

/** An error that a caller may see: it has a code, a status and words for a person. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly statusCode: number;
  readonly retry: Retry;
  readonly userMessage: string;
  readonly details: unknown;
  readonly retryAfterSeconds: number | undefined;

  constructor(declaration: ErrorDeclaration, occasion: ErrorOccasion = {}) {
    super(occasion.message ?? declaration.message, { cause: occasion.cause });
    this.code = declaration.code;
    this.statusCode = declaration.statusCode;
    this.retry = declaration.retry;
    this.userMessage = occasion.userMessage ?? declaration.userMessage;
    this.details = occasion.details;
    this.retryAfterSeconds = occasion.retryAfterSeconds;
  }
}

/** Declares a way to fail. Returns a function that makes the error: `throw accountNotFound()`. */
export const defineError =
  (declaration: ErrorDeclaration) =>
  (occasion?: ErrorOccasion): AppError =>
    new AppError(declaration, occasion);
