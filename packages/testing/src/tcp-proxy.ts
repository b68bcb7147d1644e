import { once } from 'node:events';
import { createServer, type Socket, connect as tcpConnect } from 'node:net';

export interface TcpProxy {
  /** The address it was given, with its own port in place of the target's. */
  url: string;
  /** Ends every connection and refuses new ones, as if the server were gone. */
  cut(): void;
  /** Connections refused so far. */
  refused(): number;
  /** Lets connections through again. */
  restore(): void;
  /** Until `restore` swallows what clients send, so that the server never hears of it. */
  mute(): void;
  close(): Promise<void>;
}

/** Stands between a program and the server at `targetUrl`, to take the server away from one of them only. */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isMuted = false;
  let refused = 0;

  const server = createServer((client) => {
    if (isCut) {
      refused += 1;
      return client.destroy();
    }
    const upstream = tcpConnect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (!isMuted) upstream.write(bytes);
    });
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const own = new URL(targetUrl);
  own.hostname = '127.0.0.1';
  own.port = `${address.port}`;
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: own.href,
    cut() {
      isCut = true;
      dropAll();
    },
    refused: () => refused,
    restore() {
      isCut = false;
      // Connections that lost bytes are of no use to anybody.
      if (isMuted) dropAll();
      isMuted = false;
    },
    mute() {
      isMuted = true;
    },
    async close() {
      dropAll();
      server.close();
      await once(server, 'close');
    },
  };
}
