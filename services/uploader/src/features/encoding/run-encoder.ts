import { fork } from 'node:child_process';
import type { EncoderMessage, EncoderResults, EncoderTask } from './tasks.ts';

/** An hour of work is more than ten minutes of any video need; a crafted file may take for ever. */
const timeoutMs = 3_600_000;

/** The encoder has said that it cannot do this: it would say so again. */
export class EncoderRefusal extends Error {}

export interface EncoderRun {
  signal?: AbortSignal;
  /** From 0 to 1, about every second. */
  onProgress?: (share: number) => void;
}

/**
 * Has a task done by a process of its own, which is killed with the signal. Raises `EncoderRefusal` for what the file is
 * to blame for, and another error if the process ended without a word: that may pass.
 */
export function runEncoder<Task extends EncoderTask>(
  task: Task,
  { signal, onProgress }: EncoderRun = {},
): Promise<EncoderResults[Task['kind']]> {
  const child = fork(new URL('./process/main.ts', import.meta.url), [], {
    // No secrets, and none of the settings that keep this process small: pictures are large.
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    killSignal: 'SIGKILL',
    timeout: timeoutMs,
  });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  if (signal?.aborted) kill();

  const done = new Promise<EncoderResults[Task['kind']]>((resolve, reject) => {
    child.on('message', (message: EncoderMessage) => {
      if (message.kind === 'progress') onProgress?.(message.share);
      else if (message.kind === 'failed') reject(new EncoderRefusal(message.message));
      else resolve(message.result as EncoderResults[Task['kind']]);
    });
    child.on('error', reject);
    child.on('exit', (code, exitSignal) =>
      reject(new Error(`the encoder ended with ${exitSignal ?? code} before it was done`)),
    );
    child.send(task, (error) => error && reject(error));
  });
  return done.finally(() => {
    signal?.removeEventListener('abort', kill);
    kill();
  });
}
