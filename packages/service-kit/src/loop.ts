/** Work that is done again and again. */
export interface Loop {
  start(): void;
  /** Ends the present pause. */
  wake(): void;
  /** Resolves when the work under way has ended. */
  stop(): Promise<void>;
}

/**
 * @param work does it once, and says after how many milliseconds it is to be done again. It must not raise. Half of the
 *   pause is at random: replicas that started together do not work together.
 */
export function createLoop(work: () => Promise<number>): Loop {
  let isStopped = false;
  let isWoken = false;
  let endPause = () => {};
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!isStopped) {
      isWoken = false;
      const waitMs = await work();
      if (isStopped || isWoken) continue;
      await pause((waitMs / 2) * (1 + Math.random()));
    }
  }

  // Without an AbortSignal: aborting makes an error with its stack, and some loops are woken all the time.
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    start() {
      running = run();
    },
    wake() {
      isWoken = true;
      endPause();
    },
    async stop() {
      isStopped = true;
      endPause();
      await running;
    },
  };
}
