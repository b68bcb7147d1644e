/** Codes of errors that say: the other side is away, not: the request is wrong. */
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  // postgres.js
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  // PostgreSQL: too many connections, shut down by an administrator, crash shutdown, starting up
  // https://www.postgresql.org/docs/18/errcodes-appendix.html
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);

const maxDepth = 5;

/** Whether an error, or what caused it, means that a database or a network peer cannot be reached. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > maxDepth) return false;
  if ('code' in error && typeof error.code === 'string' && outageCodes.has(error.code)) return true;
  if (error instanceof AggregateError) return error.errors.some((inner) => isOutage(inner, depth + 1));
  return isOutage(error.cause, depth + 1);
}
