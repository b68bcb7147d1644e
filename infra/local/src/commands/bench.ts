import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import { runForeground } from '../processes/run-foreground.ts';
import { Failed, runCommand } from '../run-command.ts';

/** `npm run bench`: all benchmarks; `npm run bench -- <names>`: these. Exit code 0 once they ran, fast enough or not. */
await runCommand(async ({ args, signal }) => {
  const main = join(repositoryRoot, 'tests/bench/main.ts');
  const code = await runForeground(process.execPath, [main, ...args], { signal });
  signal.throwIfAborted();
  if (code !== 0) throw new Failed();
});
