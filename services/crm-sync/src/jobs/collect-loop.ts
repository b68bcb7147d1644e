import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import type { Collector } from '../features/collection/collector.ts';

/** How long to wait after a failure that has nothing to do with an account. */
const troubleMs = 10_000;

/** Collects all the time, several accounts at once. `stop` ends after the questions that are under way. */
export function createCollectLoops(
  collector: Collector,
  { logger, concurrency, pollMs }: { logger: Logger; concurrency: number; pollMs: number },
): Pick<Loop, 'start' | 'stop'> {
  const stopping = new AbortController();
  const loops = Array.from({ length: concurrency }, () =>
    createLoop(async () => {
      try {
        return (await collector.collectNext(stopping.signal)) ? 0 : pollMs;
      } catch (error) {
        logger.warn({ err: error }, 'figures could not be collected; trying on');
        return troubleMs;
      }
    }),
  );
  return {
    start() {
      for (const loop of loops) loop.start();
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
