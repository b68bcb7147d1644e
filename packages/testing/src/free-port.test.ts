import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const each = 50;

const threads: Worker[] = [];

/** A thread has its own copy of the module, and begins to look where the others of this process do. It stays. */
async function portsOfThread(): Promise<number[]> {
  const module = new URL('./free-port.ts', import.meta.url).href;
  const thread = new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.ref();
     import('${module}')
       .then(({ freePorts }) => freePorts(${each}))
       .then((ports) => parentPort.postMessage(ports));`,
    { eval: true },
  );
  threads.push(thread);
  const [ports] = await once(thread, 'message');
  return ports;
}

test('no two that look at the same time are given the same port', async () => {
  const given = (await Promise.all([portsOfThread(), portsOfThread(), portsOfThread()])).flat();
  await Promise.all(threads.map((thread) => thread.terminate()));
  expect(new Set(given).size).toBe(3 * each);
});
