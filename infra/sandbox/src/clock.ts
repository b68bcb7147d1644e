/** The sandbox's time: real time plus what tests have advanced it by. Timers follow it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Seconds since the epoch, rounded down. */
  seconds(): number;
  /** Calls `run` when the clock reaches `dueAt` (at once if it has). */
  at(dueAt: number, run: () => void): void;
  advance(milliseconds: number): void;
  /** Forgets every timer and returns to real time. */
  reset(): void;
  /** Ends every timer and takes no more. */
  close(): void;
  /** How far the clock is ahead of real time, in milliseconds. */
  offset(): number;
}

interface Timer {
  dueAt: number;
  run: () => void;
  handle: NodeJS.Timeout;
}

/** Node fires longer timeouts at once, so longer waits are cut into pieces of this length. */
const longestTimeoutMs = 2 ** 31 - 1;

/**
 * @param startOffset milliseconds ahead of real time, from an earlier run
 */
export function createClock(startOffset = 0): Clock {
  let offset = startOffset;
  const timers = new Set<Timer>();
  let closed = false;
  const now = () => Date.now() + offset;

  function fire(timer: Timer): void {
    if (timer.dueAt > now()) {
      arm(timer);
      return;
    }
    timers.delete(timer);
    timer.run();
  }

  function arm(timer: Timer): void {
    clearTimeout(timer.handle);
    const waitMs = Math.min(Math.max(timer.dueAt - now(), 0), longestTimeoutMs);
    timer.handle = setTimeout(() => fire(timer), waitMs);
  }

  function clear(): void {
    for (const timer of timers) clearTimeout(timer.handle);
    timers.clear();
  }

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    at(dueAt, run) {
      if (closed) return;
      const timer: Timer = { dueAt, run, handle: setTimeout(() => {}, 0) };
      timers.add(timer);
      arm(timer);
    },
    advance(milliseconds) {
      offset += milliseconds;
      // The earliest first: timeouts of equal length fire in the order in which they were set.
      for (const timer of [...timers].sort((a, b) => a.dueAt - b.dueAt)) arm(timer);
    },
    reset() {
      clear();
      offset = 0;
    },
    close() {
      clear();
      closed = true;
    },
    offset: () => offset,
  };
}
