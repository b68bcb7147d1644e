/**
 * Runs every step, one after the other, even when one fails. Raises what failed at the end.
 *
 * Services stop in this order: consumers, HTTP, the broker, the database.
 */
export async function closeInOrder(...steps: (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} steps of closing failed`);
}
