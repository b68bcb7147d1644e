import type { Database } from '@postbus/db';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';

/** What a lost notification costs at most. */
const lookEveryMs = 1000;

/** Work that is done whenever PostgreSQL notifies a channel, and every second, through every absence of PostgreSQL. */
export function createListeningLoop({
  db,
  logger,
  channel,
  name,
  work,
}: {
  db: Database;
  logger: Logger;
  channel: string;
  /** For the log. */
  name: string;
  work(): Promise<void>;
}): Loop {
  let unlisten: (() => Promise<void>) | undefined;
  const loop = createLoop(async () => {
    try {
      // After a lost connection postgres.js listens again, and the second callback looks for what was missed.
      unlisten ??= (await db.$client.listen(channel, loop.wake, loop.wake)).unlisten;
      await work();
    } catch (error) {
      logger.warn({ err: error }, `${name} failed and is tried again`);
    }
    return lookEveryMs;
  });
  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop();
      // Without a connection there is nothing to end.
      await unlisten?.().catch(() => {});
    },
  };
}
