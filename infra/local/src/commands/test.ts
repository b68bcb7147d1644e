import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runForeground } from '../processes/run-foreground.ts';
import { Failed, runCommand } from '../run-command.ts';
import { countTests } from '../testing/count-tests.ts';

const quiet = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
};
const typecheck = ['run', 'typecheck', '--continue', '--output-logs=errors-only', '--log-order=grouped'];

/** `npm test`: everything. `npm test -- <words>`: only the test files whose paths hold one of the words. */
await runCommand(async ({ args, signal }) => {
  let failedChecks = 0;
  const check = async (title: string, command: string, commandArguments: string[]) => {
    if (signal.aborted) return;
    console.log(`\n${title}`);
    if ((await runForeground(command, commandArguments, { env: quiet, signal })) !== 0) failedChecks += 1;
  };
  if (args.length === 0) {
    await check('Lint and format', 'biome', ['ci', '.']);
    await check('Types', 'turbo', typecheck);
  }
  signal.throwIfAborted();

  const folder = await mkdtemp(join(tmpdir(), 'postbus-report-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args];
    const code = await runForeground('vitest', vitest, { signal });
    signal.throwIfAborted();
    const { passed, failed } = countTests(await readFile(report, 'utf8').catch(() => undefined), code);
    console.log(`\n${passed} passed, ${failed + failedChecks} failed`);
    if (failed + failedChecks > 0) throw new Failed();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
