import { spawn } from 'node:child_process';
import { repositoryRoot } from '../paths.ts';

export interface ForegroundOptions {
  env?: NodeJS.ProcessEnv;
  /** Interrupts it. */
  signal?: AbortSignal;
}

const killAfterMs = 15_000;

/** Runs a program in the terminal, from the root of the checkout. Returns its exit code; 1 if a signal ended it. */
export function runForeground(
  command: string,
  args: string[],
  options: ForegroundOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      env: options.env ?? process.env,
      stdio: 'inherit',
    });
    const interrupt = () => {
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
    };
    options.signal?.addEventListener('abort', interrupt, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      options.signal?.removeEventListener('abort', interrupt);
      resolve(code ?? 1);
    });
  });
}
