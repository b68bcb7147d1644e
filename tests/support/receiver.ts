import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An event as an endpoint got it. */
export interface ReceivedEvent {
  headers: Record<string, string>;
  body: string;
}

/** A system on this machine that takes events in, and answers as it is told. */
export async function startReceiver() {
  const received: ReceivedEvent[] = [];
  const receiver = { status: 200, received };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, `${value}`]);
    received.push({ headers: Object.fromEntries(headers), body });
    response.writeHead(receiver.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ answered: receiver.status }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/events`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
