import { createWakeUp } from './wake-up.ts';

interface Waiting<Item> {
  item: Item;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Lets what comes while others are under way go together: one group at a time, and the next is whatever has come
 * meanwhile. Without load each goes at once and alone; the more there is, the larger the groups.
 *
 * An item of a group that fails is run alone, so that it succeeds or fails for itself.
 */
export function createGroup<Item>(options: {
  maxSize: number;
  /** The beginnings of two groups are at least so far apart, unless the second is full. */
  gatherMs: number;
  runTogether(items: Item[]): Promise<void>;
  runAlone(item: Item): Promise<void>;
}): (item: Item) => Promise<void> {
  const { maxSize, gatherMs, runTogether, runAlone } = options;
  let waiting: Waiting<Item>[] = [];
  let isRunning = false;
  let begunAt = Number.NEGATIVE_INFINITY;
  const full = createWakeUp();

  async function untilDue(): Promise<void> {
    for (;;) {
      const aheadMs = begunAt + gatherMs - performance.now();
      if (aheadMs <= 0 || waiting.length >= maxSize) return;
      await full.wait(aheadMs);
    }
  }

  async function runAll(): Promise<void> {
    // At least to the end of this turn of the event loop: what arrives in it goes along.
    await null;
    while (waiting.length > 0) {
      await untilDue();
      begunAt = performance.now();
      const group = waiting.slice(0, maxSize);
      waiting = waiting.slice(maxSize);
      await runGroup(group);
    }
    isRunning = false;
  }

  async function runGroup(group: Waiting<Item>[]): Promise<void> {
    if (group.length > 1) {
      const items = group.map(({ item }) => item);
      const isDone = await runTogether(items).then(
        () => true,
        () => false,
      );
      if (isDone) {
        for (const { resolve } of group) resolve();
        return;
      }
    }
    await Promise.all(group.map(({ item, resolve, reject }) => runAlone(item).then(resolve, reject)));
  }

  return (item) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length >= maxSize) full.call();
      if (isRunning) return;
      isRunning = true;
      void runAll();
    });
}
