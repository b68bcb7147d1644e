import { clientError, type TikTokError } from '../errors/tiktok-error.ts';

const neverSentCalls = new Set(['connect', 'getaddrinfo']);
const neverSentCodes = /^(UND_ERR_CONNECT_TIMEOUT$|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
const timeoutCodes = /^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/;

export interface ConnectionFailure {
  code: 'unreachable' | 'timeout' | 'connection_lost';
  message: string;
}

/** Names what happened to a call that got no answer: `unreachable` only when nothing can have been sent. */
export function connectionFailure(error: unknown): ConnectionFailure {
  const { code, syscall, name } = describe(error);
  if (neverSentCodes.test(code) || neverSentCalls.has(syscall)) {
    return { code: 'unreachable', message: `No connection to TikTok (${code || name})` };
  }
  if (name === 'TimeoutError' || timeoutCodes.test(code)) {
    return { code: 'timeout', message: 'TikTok did not answer in time' };
  }
  return {
    code: 'connection_lost',
    message: `The connection to TikTok was lost (${code || name})`,
  };
}

/** The error for a call that got no answer. Unless TikTok was `unreachable`, its outcome is unknown. */
export function connectionError(error: unknown, endpoint: string): TikTokError {
  const { code, message } = connectionFailure(error);
  return clientError(code, message, { endpoint, outcomeUnknown: code !== 'unreachable' });
}

function describe(error: unknown): { code: string; syscall: string; name: string } {
  if (!(error instanceof Error)) return { code: '', syscall: '', name: 'unknown' };
  // Several addresses that were all tried come as one AggregateError; each part names the system call.
  const part = error instanceof AggregateError ? error.errors[0] : error;
  return { code: text(error, 'code'), syscall: text(part, 'syscall'), name: error.name };
}

function text(holder: unknown, key: string): string {
  if (typeof holder !== 'object' || holder === null) return '';
  const value: unknown = Reflect.get(holder, key);
  return typeof value === 'string' ? value : '';
}
