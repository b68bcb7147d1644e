import { runCommand } from '../run-command.ts';
import { describeStack } from '../stack/describe-stack.ts';
import { startStack } from '../stack/start-stack.ts';

await runCommand(async ({ signal, ended }) => {
  const began = performance.now();
  const log = (line: string) => console.log(line);
  log('Starting Postbus …');
  const stack = await startStack({ log, signal, hasClock: true });
  try {
    log(describeStack(stack, performance.now() - began));
    await ended;
    log('Ending …');
  } finally {
    await stack.close();
  }
});
