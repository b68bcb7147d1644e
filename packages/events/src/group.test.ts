import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGroup } from './group.ts';

const gatherMs = 1000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function recorded() {
  const groups: number[][] = [];
  const alone: number[] = [];
  const run = createGroup<number>({
    maxSize: 3,
    gatherMs,
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
  const { run, groups, alone } = recorded();
  await run(1);
  expect(alone).toEqual([1]);
  const later = [run(2), run(3)];
  await vi.advanceTimersByTimeAsync(gatherMs - 1);
  expect(groups).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await Promise.all(later);
  expect({ groups, alone }).toEqual({ groups: [[2, 3]], alone: [1] });
});

test('a full group waits no longer, however soon it comes', async () => {
  const { run, groups } = recorded();
  await run(1);
  await Promise.all([2, 3, 4].map(run));
  await Promise.all([5, 6, 7].map(run));
  expect(groups).toEqual([
    [2, 3, 4],
    [5, 6, 7],
  ]);
});
