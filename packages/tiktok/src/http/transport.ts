import { Agent, type Dispatcher, request } from 'undici';
import { connectionError } from './connection-errors.ts';

export interface HttpCall {
  method: 'GET' | 'POST';
  url: string;
  /** The path, for errors. */
  endpoint: string;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  text: string;
  /** Of the header `x-tt-logid`. */
  logId: string | null;
  /** Of the header `Retry-After`, if it gives seconds. */
  retryAfterSeconds: number | null;
}

export interface Transport {
  dispatcher: Dispatcher;
  send(call: HttpCall): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export interface TransportOptions {
  /** Limit for one whole call, from connecting to the last byte of the answer. */
  callTimeoutMs: number;
  /** A connection pool to share; it stays open on `close`. */
  dispatcher?: Dispatcher;
}

/**
 * Sends one HTTP request over kept-alive connections, once: whether to repeat it is for the caller, who knows what a
 * lost answer would mean. Raises `unreachable`, `timeout` or `connection_lost`.
 */
export function createTransport({ callTimeoutMs, dispatcher }: TransportOptions): Transport {
  const pool = dispatcher ?? createPool();

  return {
    dispatcher: pool,
    async send({ endpoint, url, ...call }) {
      try {
        const signal = AbortSignal.timeout(callTimeoutMs);
        const answer = await request(url, { ...call, dispatcher: pool, signal });
        return {
          status: answer.statusCode,
          text: await answer.body.text(),
          logId: oneHeader(answer.headers['x-tt-logid']),
          retryAfterSeconds: seconds(oneHeader(answer.headers['retry-after'])),
        };
      } catch (error) {
        throw connectionError(error, endpoint);
      }
    },
    async close() {
      if (!dispatcher) await pool.close();
    },
  };
}

/** One header's value; null when it is missing or repeated. */
export const oneHeader = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;

const createPool = () =>
  new Agent({
    allowH2: false, // Chunks rely on how HTTP/1.1 reports an answer that comes before the body is through.
    connect: { timeout: 10_000 },
    keepAliveTimeout: 30_000,
    maxResponseSize: 1024 * 1024,
  });

const seconds = (value: string | null): number | null =>
  value !== null && /^\d{1,6}$/.test(value) ? Number(value) : null;
