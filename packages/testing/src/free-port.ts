import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections: one of these could take a port before it is listened on. */
const range = { first: 10_000, last: 29_999 };
/** Processes that look for ports at the same time begin far apart. */
const partSize = 1000;
const parts = (range.last - range.first + 1) / partSize;

let next = range.first + (process.pid % parts) * partSize;

/** A port of 127.0.0.1 that nothing listens on just now, and that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = port === range.last ? range.first : port + 1;
    if (await isFree(port)) return port;
  }
}

/** Several, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
