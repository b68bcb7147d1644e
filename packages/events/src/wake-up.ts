/** Something to wait for that remembers a call which came while nobody waited. */
export interface WakeUp {
  call(): void;
  /** Resolves at the next call, at once if there was one since the last wait, or after `ms`. Says whether there was one. */
  wait(ms: number): Promise<boolean>;
}

export function createWakeUp(): WakeUp {
  let called = false;
  let wake: (() => void) | undefined;
  return {
    call() {
      called = true;
      wake?.();
    },
    async wait(ms) {
      if (!called) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        wake = resolve;
        await promise;
        clearTimeout(timer);
        wake = undefined;
      }
      const wasCalled = called;
      called = false;
      return wasCalled;
    },
  };
}
