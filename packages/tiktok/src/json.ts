/**
 * Parses JSON so that no integer is rounded: one that a JavaScript number cannot hold becomes a string of its digits.
 * Post ids are such numbers. Raises a `SyntaxError` that shows nothing of the text.
 */
export function parseJson(text: string): unknown {
  try {
    // Looking at every value costs several times as much as parsing, and most texts have nothing to look at.
    return longNumber.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
  } catch {
    throw new SyntaxError('not JSON');
  }
}

/** A JSON object, or undefined for any other value. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A non-empty string, or null. */
export const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** An integer that fits a JavaScript number, or null. */
export const integerOrNull = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

/** An id as a string of digits or letters, whether it came as a string or as a number; null for anything else. */
export const idOrNull = (value: unknown): string | null =>
  integerOrNull(value) !== null ? String(value) : textOrNull(value);

/** 2^53 has 16 digits. */
const longNumber = /\d{16}/;

// The third argument (ES2026, in Node since 21) holds the literal as it was written.
function exactInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const literal = context?.source ?? '';
  return /^-?\d+$/.test(literal) ? literal : value;
}
