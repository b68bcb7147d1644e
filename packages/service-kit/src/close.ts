/** Runs every step after the other, even when one fails. Rejects at the end with all that failed. */
export async function closeInOrder(...steps: (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything closed cleanly');
}
