import { expect, test } from 'vitest';
import { createGroup } from './group.ts';

const never = 3_600_000;

function recorded(options: { maxSize: number; gatherMs: number }) {
  const groups: number[][] = [];
  const alone: number[] = [];
  const run = createGroup<number>({
    ...options,
    runTogether: async (items) => {
      groups.push(items);
    },
    runAlone: async (item) => {
      alone.push(item);
    },
  });
  return { run, groups, alone };
}

test('what comes alone goes at once, and what follows soon waits for more', async () => {
  const { run, groups, alone } = recorded({ maxSize: 3, gatherMs: never });
  await run(1);
  expect(alone).toEqual([1]);
  void run(2);
  void run(3);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect({ groups, alone }).toEqual({ groups: [], alone: [1] });
});

test('a full group waits no longer, however soon it comes', async () => {
  const { run, groups } = recorded({ maxSize: 3, gatherMs: never });
  await run(1);
  await Promise.all([2, 3, 4].map(run));
  await Promise.all([5, 6, 7].map(run));
  expect(groups).toEqual([
    [2, 3, 4],
    [5, 6, 7],
  ]);
});
