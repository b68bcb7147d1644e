import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach } from 'vitest';

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Answer {
  status?: number;
  body?: string | object;
  headers?: Record<string, string>;
}

export interface TestServer {
  url: string;
  /** Every request with its whole body, in order of arrival. */
  requests: ReceivedRequest[];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const open = new Set<() => void>();

afterEach(() => {
  for (const close of open) close();
  open.clear();
});

/**
 * A real HTTP server until the end of the test. `reply` gives the answer to a request whose body is in, or undefined
 * if it does something else to the connection.
 */
export async function startHttpServer(
  reply: (request: ReceivedRequest, response: ServerResponse) => Answer | undefined,
): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const { url } = await listen(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const received = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    requests.push(received);
    const answer = reply(received, response);
    if (!answer) return;
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(typeof answer.body === 'object' ? JSON.stringify(answer.body) : answer.body);
  });
  return { url, requests };
}

/** A bare HTTP server until the end of the test. A handler that fails loses the connection. */
export async function listen(handle: Handler): Promise<{ url: string }> {
  const server = createServer((request, response) => {
    // Kept here: a request whose body was left half-read has lost its socket.
    const { socket } = request;
    Promise.resolve(handle(request, response)).catch(() => socket.resetAndDestroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.add(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}` };
}

const logId = '202610090815220A1B2C3D4E5F60718293';

/** A success of every endpoint that is not OAuth. */
export const ok = (data: object): Answer => ({
  body: { data, error: { code: 'ok', message: '', log_id: logId } },
});

/** A refusal of every endpoint that is not OAuth. */
export const refused = (status: number, code: string, message = 'Refused.'): Answer => ({
  status,
  body: { data: {}, error: { code, message, log_id: logId } },
});
