import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, waitFor } from '@postbus/testing';
import { environmentOf, type IngestOptions } from './start-ingest.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Runs main.ts with an environment. Resolves when the process has ended. */
export async function runToTheEnd(env: Record<string, string>): Promise<{ code: number; stderr: string }> {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

/** The service as a process of its own, ready to take webhooks. */
export async function startProcess(options: IngestOptions) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [main], {
    env: { ...environmentOf(options), PORT: `${port}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitFor('the process to be ready', () => {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    return isReady();
  });
  return {
    url,
    /** Memory of the process that is in RAM. */
    residentMiB: () => residentMiB(child.pid),
    /** Sends a signal and waits for the end. Resolves with the exit code, null after a kill. */
    async end(signal: NodeJS.Signals): Promise<number | null> {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

/** As the system tells it: the process may be too busy to answer. */
async function residentMiB(pid = 0): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  if (status !== undefined) return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`]);
  return Number(stdout) / 1024;
}
