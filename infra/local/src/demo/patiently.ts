import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem.ts';

/** An answer or a lack of one that may be another next time. */
export class Unavailable extends Error {
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs = 0) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Patience {
  /** How long one thing may stay unavailable. */
  limitMs: number;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Does it again for as long as it is {@link Unavailable}, at growing intervals up to 3 s. Says so once. */
export async function patiently<T>(what: string, patience: Patience, attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patience.limitMs;
  for (let tries = 0; ; tries += 1) {
    patience.signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      if (performance.now() > deadline) {
        throw new Problem(`${what} did not work for ${patience.limitMs / 1000} s: ${error.message}`);
      }
      if (tries === 2) patience.say(`${what}: ${error.message}; trying on …`);
      const waitMs = Math.max(Math.min(200 * 2 ** tries, 3_000), error.retryAfterMs);
      await pause(waitMs, undefined, { signal: patience.signal });
    }
  }
}
