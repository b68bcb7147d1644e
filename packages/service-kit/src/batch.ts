/**
 * Answers many single questions by few common ones: those that come while `concurrency` batches are under way wait, and
 * go together in the next. `run` gives one answer for each input, in their order; if it fails, all of them fail.
 */
export function createBatcher<Input, Output>(
  run: (inputs: Input[]) => Promise<Output[]>,
  { maxSize, concurrency }: { maxSize: number; concurrency: number },
): (input: Input) => Promise<Output> {
  interface Waiting {
    input: Input;
    resolve(output: Output): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let running = 0;

  async function runNext(): Promise<void> {
    const batch = waiting.slice(0, maxSize);
    waiting = waiting.slice(maxSize);
    running += 1;
    try {
      const outputs = await run(batch.map(({ input }) => input));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const output = outputs[index];
        if (output === undefined) reject(new Error('the batch gave too few answers'));
        else resolve(output);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      running -= 1;
      if (waiting.length > 0) void runNext();
    }
  }

  return (input) =>
    new Promise<Output>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      // At the end of this turn of the event loop: what arrives in it goes along.
      if (running < concurrency)
        queueMicrotask(() => running < concurrency && waiting.length > 0 && void runNext());
    });
}
