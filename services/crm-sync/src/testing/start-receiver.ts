import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver got. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Answers one request. */
export type Respond = (response: ServerResponse, request: Received) => void;

const take: Respond = (response) => response.writeHead(204).end();

/** An endpoint of somebody's CRM: an HTTP server that keeps what it gets, and answers as the test says. */
export async function startReceiver(first: Respond = take) {
  const received: Received[] = [];
  let respond = first;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const got = { path: request.url ?? '', headers: request.headers, body };
    received.push(got);
    respond(response, got);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    /** The ids of what it got, in the order that it came. */
    ids: () => received.map(({ headers }) => headers['webhook-id']),
    answer(next: Respond) {
      respond = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
