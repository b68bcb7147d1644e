/** Steps of a start that stand and fall together. */
export interface Steps {
  /** Aborted when the start is given up: by the caller, or because a step has failed. */
  signal: AbortSignal;
  /** Runs steps at the same time. When one fails the others are given up and waited for; the first failure counts. */
  together(...steps: Promise<unknown>[]): Promise<void>;
}

/** The steps of one start. `outer` gives it up. */
export function createSteps(outer?: AbortSignal): Steps {
  const failing = new AbortController();
  const signal = AbortSignal.any(outer ? [outer, failing.signal] : [failing.signal]);
  return {
    signal,
    async together(...steps) {
      const failures: unknown[] = [];
      for (const step of steps) {
        step.catch((error: unknown) => {
          failures.push(error);
          failing.abort();
        });
      }
      await Promise.allSettled(steps);
      if (failures.length > 0) throw failures[0];
      signal.throwIfAborted();
    },
  };
}
