import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import type { Case } from '../case.ts';

interface Resettable {
  /** Makes everything as freshly started. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Runs each case on a sandbox that forgot the one before. */
export function runCases<Context extends Resettable>(
  group: string,
  cases: readonly Case<Context>[],
  start: () => Promise<Context>,
): void {
  describe(group, () => {
    let context: Context | undefined;

    beforeAll(async () => {
      context = await start();
    });

    beforeEach(() => context?.reset());

    afterAll(() => context?.close());

    for (const { title, run } of cases) {
      test(title, async () => {
        if (!context) throw new Error('the sandbox did not start');
        await run(context);
      });
    }
  });
}
