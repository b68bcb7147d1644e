import type { Clock } from '../clock.ts';

/** Slowed bodies go on in steps of this length. */
const stepMs = 100;

interface PaceOptions {
  clock: Clock;
  /** 0: as fast as the bytes come. Asked again and again, for it may change on the way. */
  bytesPerSecond: () => number;
  signal: AbortSignal;
}

/** Slows bodies down, all of them together, to a rate on the sandbox's clock. */
export function createPace({ clock, bytesPerSecond, signal }: PaceOptions) {
  const startedAt = clock.now();
  let passed = 0;

  function allowance(): number {
    const rate = bytesPerSecond();
    if (rate === 0) return Number.POSITIVE_INFINITY;
    return Math.floor(((clock.now() - startedAt) * rate) / 1000) - passed;
  }

  /** Resolves one step later, rejects when the download is broken off. */
  function step(): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal.reason);
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      clock.at(clock.now() + stepMs, () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
    });
  }

  return async function* slowed(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      let rest = piece;
      while (rest.length > 0) {
        const allowed = allowance();
        if (allowed < 1) {
          await step();
          continue;
        }
        const part = rest.subarray(0, allowed);
        rest = rest.subarray(part.length);
        passed += part.length;
        yield part;
      }
    }
  };
}
