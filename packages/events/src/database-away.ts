import { codeOf } from './describe-error.ts';

/** Errors of postgres.js about the connection, not the query. */
const connectionCodes = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT']);

/** Errors of Node about a connection, to PostgreSQL or anything else. */
const networkCode = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;

/**
 * Classes and codes of PostgreSQL that say "not now": connection exception, insufficient resources, shut down, starting up.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const serverAway = /^(08|53|57P0[123])/;

/** Whether an error that a handler raised, or one below it, is the absence of PostgreSQL and says nothing about the event. */
export function isDatabaseAway(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = codeOf(current) ?? '';
    if (connectionCodes.has(code)) return true;
    if (current.name === 'PostgresError' && serverAway.test(code)) return true;
    // postgres.js notes the query on an error that met one, so this tells its connection from others of the handler.
    if (networkCode.test(code) && 'query' in current) return true;
  }
  return false;
}
