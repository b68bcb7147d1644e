import { describe, expect, test } from 'vitest';
import { createBatcher } from './batch.ts';

/** A batch that ends when it is told to. */
function controlled() {
  const batches: { inputs: number[]; end(): void; fail(): void }[] = [];
  const ask = createBatcher(
    (inputs: number[]) =>
      new Promise<string[]>((resolve, reject) => {
        const end = () => resolve(inputs.map((input) => `answer ${input}`));
        batches.push({ inputs, end, fail: () => reject(new Error('broken')) });
      }),
    { maxSize: 3, concurrency: 1 },
  );
  return { batches, ask, sizes: () => batches.map(({ inputs }) => inputs.length) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a batcher', () => {
  test('asks together what comes together, and gives each its own answer', async () => {
    const { batches, ask } = controlled();
    const answers = Promise.all([ask(1), ask(2)]);
    await turn();
    batches[0]?.end();
    await expect(answers).resolves.toEqual(['answer 1', 'answer 2']);
    expect(batches).toHaveLength(1);
  });

  test('asks together what came while a batch was under way, at most so many at a time', async () => {
    const { batches, ask, sizes } = controlled();
    const first = ask(1);
    await turn();
    const others = Promise.all([2, 3, 4, 5, 6].map(ask));
    await turn();
    expect(sizes()).toEqual([1]);
    for (let at = 0; at < 3; at += 1) {
      batches[at]?.end();
      await turn();
    }
    expect(sizes()).toEqual([1, 3, 2]);
    await expect(first).resolves.toBe('answer 1');
    await expect(others).resolves.toHaveLength(5);
  });

  test('goes on after a batch that failed', async () => {
    const { batches, ask } = controlled();
    const failing = ask(1);
    await turn();
    const next = ask(2);
    batches[0]?.fail();
    await expect(failing).rejects.toThrow('broken');
    await turn();
    batches[1]?.end();
    await expect(next).resolves.toBe('answer 2');
  });
});
