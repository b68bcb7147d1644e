import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, waitFor } from '@postbus/testing';
import { call } from './api.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface SpawnedApp {
  url: string;
  /** Without asking. */
  kill(): Promise<void>;
}

/** The service as a process of its own, which can be killed. Everything in `env` but the port. */
export async function spawnApp(env: Record<string, string>): Promise<SpawnedApp> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env, PORT: `${port}`, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(child, 'exit');
  await waitFor(
    'the process to listen',
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      return call(`${url}/health/live`).then(
        ({ status }) => status === 200,
        () => false,
      );
    },
    120_000,
  );
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
