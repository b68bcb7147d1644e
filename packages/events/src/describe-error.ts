import { DrizzleQueryError } from 'drizzle-orm';

const maxMessageLength = 500;

export interface ErrorDescription {
  name: string;
  code: string | null;
  message: string;
}

/**
 * What may be told about an error in a dead letter or a log: its name, code and message, capped at 500 characters.
 * Never its other properties. Drizzle's own message holds the values of the query, so the error under it is described.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof DrizzleQueryError) return describeError(error.cause ?? 'query failed');
  if (!(error instanceof Error))
    return { name: 'Error', code: null, message: String(error).slice(0, maxMessageLength) };
  return { name: error.name, code: codeOf(error) ?? null, message: error.message.slice(0, maxMessageLength) };
}

/** The `code` of an error, if it carries one that is text. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
