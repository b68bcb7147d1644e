import { fork } from 'node:child_process';
import { on } from 'node:events';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { BenchmarkContext } from '../benchmark.ts';

const graceMs = 5000;

export interface Child {
  /** What it says next. Raises an error if it ends before or says something else. */
  next<Schema extends TSchema>(schema: Schema): Promise<Static<Schema>>;
  send(message: string): void;
}

/**
 * Starts a script of `children/` in a process of its own until the end of the run. The scripts end when the channel to
 * us does, so that nothing is left even of a run that is killed.
 */
export function startChild({ atEnd, folder }: BenchmarkContext, script: string, ...args: string[]): Child {
  const child = fork(join(import.meta.dirname, '..', 'children', script), args, {
    execArgv: [],
    env: { ...process.env, TMPDIR: folder }, // What it forgets goes with the folder.
    // Its output must not get between the results.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const messages = on(child, 'message', { close: ['disconnect'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  atEnd(async () => {
    child.kill();
    const grace = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(grace);
  });
  return {
    async next(schema) {
      const { value, done } = await messages.next();
      if (done) throw new Error(`${script} ended before its time`);
      return Value.Parse(schema, value[0]);
    },
    send: (message) => child.send(message),
  };
}
