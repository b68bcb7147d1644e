import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections: one of these could take a port before it is listened on. */
const range = { first: 10_000, last: 29_999 };
/** Processes that look for ports at the same time begin far apart. */
const partSize = 1000;
const parts = (range.last - range.first + 1) / partSize;

let next = range.first + (process.pid % parts) * partSize;

/**
 * A port of 127.0.0.1 that nothing listens on just now, and that nobody else is given by this function, in this process or
 * another, while this process lives.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = port === range.last ? range.first : port + 1;
    if ((await reserve(port)) && (await isFree(port))) return port;
  }
}

/** Several, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

/**
 * Takes the UDP port of the same number, which no part of Postbus uses: between finding a TCP port and listening on it a
 * second may pass, and the system gives a UDP port to one process only and takes it back when that ends.
 */
async function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref();
  const bound = once(socket, 'listening');
  socket.bind({ port, address: '127.0.0.1', exclusive: true });
  if (await succeeded(bound)) return true;
  socket.close();
  return false;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  if (!(await succeeded(once(server, 'listening')))) return false;
  await once(server.close(), 'close');
  return true;
}

async function succeeded(listening: Promise<unknown>): Promise<boolean> {
  try {
    await listening;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}
