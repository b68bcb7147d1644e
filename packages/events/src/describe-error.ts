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

const maxFrames = 30;
const maxStackLength = 4000;

/**
 * The calls that led to an error, innermost first; undefined if it does not tell. Only the calls: the message above them is
 * not capped there, and may hold the values of a query.
 */
export function stackOf(error: unknown): string | undefined {
  if (error instanceof DrizzleQueryError && error.cause instanceof Error) return stackOf(error.cause);
  if (!(error instanceof Error) || typeof error.stack !== 'string') return undefined;
  const frames = error.stack.split('\n').filter((line) => /^ +at /.test(line));
  return frames.length > 0 ? frames.slice(0, maxFrames).join('\n').slice(0, maxStackLength) : undefined;
}

/** The `code` of an error, if it carries one that is text. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
