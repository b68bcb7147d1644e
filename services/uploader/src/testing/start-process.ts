import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@postbus/testing';
import { type Surroundings, untilReady } from './start-uploader.ts';

export interface UploaderProcess {
  url: string;
  /** Everything it has written. */
  log(): string;
  /** Ends it and waits until it is gone; resolves to its exit code, null after a signal that it did not handle. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs uploader as a process of its own, as production does. */
export async function startProcess({ env }: Surroundings): Promise<UploaderProcess> {
  const port = await freePort();
  const main = new URL('../main.ts', import.meta.url);
  const child: ChildProcess = spawn(process.execPath, [main.pathname], {
    env: { PATH: process.env.PATH, ...env, PORT: `${port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => lines.push(String(data)));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url);
  return {
    url,
    log: () => lines.join(''),
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}
