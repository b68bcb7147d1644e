import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const each = 50;

test('no two that look at the same time are given the same port', async () => {
  const script = new URL('./testing/ports-thread.ts', import.meta.url);
  const threads = Array.from({ length: 3 }, () => new Worker(script, { workerData: each }));
  const given = await Promise.all(threads.map((thread) => once(thread, 'message')));
  await Promise.all(threads.map((thread) => thread.terminate()));
  expect(new Set(given.flat(2)).size).toBe(threads.length * each);
});
