import { once } from 'node:events';
import { createServer } from 'node:net';
import { Problem } from '../problem.ts';

/** Whether something could listen on this port of 127.0.0.1 just now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}

/** Raises a Problem that says what to do when something listens there already. */
export async function requireFreePort(name: string, port: number, variable: string): Promise<void> {
  if (await isPortFree(port)) return;
  throw new Problem(portInUse([{ name, port, variable }]));
}

/** One line for all ports that are taken. */
export function portInUse(taken: { name: string; port: number; variable: string }[]): string {
  const what = taken.map(({ name, port }) => `${port} (${name})`).join(', ');
  const variables = taken.map(({ variable }) => `${variable}=…`).join(' ');
  const [port, is] = taken.length === 1 ? ['Port', 'is'] : ['Ports', 'are'];
  return `${port} ${what} ${is} in use: end what listens there, or choose another with ${variables}`;
}
