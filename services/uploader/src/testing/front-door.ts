import { once } from 'node:events';
import { createServer, connect as tcpConnect } from 'node:net';

/** An address that is known before the server behind it is there, as a load balancer's is. */
export interface FrontDoor {
  url: string;
  /** Where it leads to from now on. */
  leadTo(serverUrl: string): void;
  close(): Promise<void>;
}

export async function openFrontDoor(): Promise<FrontDoor> {
  let target = new URL('http://127.0.0.1:1');
  const server = createServer((client) => {
    const upstream = tcpConnect(Number(target.port), target.hostname);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadTo(serverUrl) {
      target = new URL(serverUrl);
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
