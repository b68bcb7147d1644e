import { scrub } from './scrub.ts';

const redacted = '[redacted]';
const maxDepth = 6;

/** Names whose text is a secret, wherever they stand. `code` is an OAuth code: log error codes as `errorCode`. */
const secretName =
  /token|secret|passw|authorization|cookie|signature|credential|private_?key|upload_?url|verifier|^code$|^state$/i;

/** Whether a value under this name must not be logged. */
export const isSecretName = (name: string): boolean => secretName.test(name);

/**
 * A copy of `values` with every secret replaced, at any depth. Names in `untouched` have a serializer of their own and are
 * passed on as they are.
 */
export function redactValues(values: object, untouched: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, untouched.has(name) ? value : redact(name, value, 1)]),
  );
}

function redact(name: string, value: unknown, depth: number): unknown {
  if (isSecretName(name) && isSecretValue(value)) return redacted;
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof URL) return scrub(value.href);
  if (value instanceof Date) return value;
  if (depth >= maxDepth) return '[too deep]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redact('', item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redact(key, inner, depth + 1)]));
}

/** Numbers, booleans and nothing are figures about secrets, such as `tokens: 3`. */
function isSecretValue(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}
