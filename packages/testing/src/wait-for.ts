import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again until the answer is something other than `undefined`, `null` or `false`, and returns it.
 * Raises an error that names `what` after `timeoutMs` (two minutes unless told: it is there to end a hang).
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await pause(20);
  }
}
