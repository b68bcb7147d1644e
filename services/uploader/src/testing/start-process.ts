import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitFor } from '@postbus/testing';
import { type Surroundings, untilReady } from './start-uploader.ts';

export interface UploaderProcess {
  url: string;
  /** Everything it has written. */
  log(): string;
  /** Ends it and waits until it is gone; resolves to its exit code, null after a signal that it did not handle. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs uploader as a process of its own, as production does. It takes a free port and says which. */
export async function startProcess({ env }: Surroundings): Promise<UploaderProcess> {
  const main = new URL('../main.ts', import.meta.url);
  const child: ChildProcess = spawn(process.execPath, [main.pathname], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const log = () => lines.join('');
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => lines.push(String(data)));

  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const url = await waitFor('uploader to listen', () => {
    if (isGone()) throw new Error(`uploader ended at once:\n${log()}`);
    return /listening at (http:\/\/[\d.:]+)/.exec(log())?.[1];
  });
  await untilReady(url);
  return {
    url,
    log,
    async end(signal) {
      if (isGone()) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}
