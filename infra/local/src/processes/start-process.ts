import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { endWithUs } from './end-with-us.ts';

export interface ProcessOptions {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Both outputs are added to this file. The child writes to it directly. */
  logFile: string;
  /** Who it runs as, if not as we do. */
  user?: { uid: number; gid: number } | undefined;
  /** How it is asked to end; `SIGTERM` unless told. */
  stopSignal?: NodeJS.Signals;
  /** A temporary folder that goes with it should we be killed. */
  removeWithUs?: string;
}

export interface RunningProcess {
  name: string;
  pid: number;
  logFile: string;
  isRunning(): boolean;
  /** Resolves when it has ended, however: with what to say of it, such as `exit code 1`. Never rejects. */
  ended: Promise<string>;
  /** Whether somebody here has asked it to end. */
  wasAsked(): boolean;
  /** Asks it to end, and kills it after `graceMs` (15 s unless told). Resolves when it is gone. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

/** Starts a child that ends with us, in a process group of its own. Raises a Problem if it cannot be started at all. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const child = await spawnInto(options);
  endWithUs(child, {
    ...(options.stopSignal ? { signal: options.stopSignal } : {}),
    ...(options.removeWithUs ? { remove: options.removeWithUs } : {}),
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  let wasAsked = false;
  return {
    name: options.name,
    pid: child.pid ?? 0,
    logFile: options.logFile,
    isRunning,
    ended,
    wasAsked: () => wasAsked,
    async stop(signal = options.stopSignal ?? 'SIGTERM', graceMs = 15_000) {
      if (!isRunning()) return;
      wasAsked = true;
      child.kill(signal);
      const graceEnds = new AbortController();
      await Promise.race([ended, pause(graceMs, undefined, { signal: graceEnds.signal }).catch(() => {})]);
      graceEnds.abort();
      if (isRunning()) child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Waits until a process that was just started is of use, and ends it if that fails or the signal gives up. From then on
 * `log` is told should it end although nobody has asked it to.
 */
export async function whileStarting(
  running: RunningProcess,
  { signal, log }: { signal: AbortSignal | undefined; log: (line: string) => void },
  untilReady: () => Promise<void>,
): Promise<void> {
  const end = () => void running.stop();
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  try {
    await untilReady();
    signal?.throwIfAborted();
  } catch (error) {
    await running.stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
  }
  void running.ended.then((how) => {
    if (!running.wasAsked()) log(endOf(running, `ended with ${how}`));
  });
}

/** What happened to a process, where its log is, and the last lines of it. */
export function endOf({ name, logFile }: RunningProcess, what: string): string {
  return `${name} ${what}. Its log is ${logFile}\n${lastLines(name, logFile)}`;
}

async function spawnInto({
  name,
  command,
  args,
  env,
  cwd,
  logFile,
  user,
}: ProcessOptions): Promise<ChildProcess> {
  const log = openSync(logFile, 'a', 0o600);
  try {
    // A group of its own: Ctrl-C reaches only us, and we end the children in the right order.
    const child = spawn(command, args, { cwd, env, ...user, detached: true, stdio: ['ignore', log, log] });
    await once(child, 'spawn');
    return child;
  } catch (error) {
    throw new Problem(`${name} cannot be started: ${error instanceof Error ? error.message : error}`);
  } finally {
    closeSync(log);
  }
}

/** The last lines of a log, each behind its name, to show with a failure. Empty if there are none. */
export function lastLines(name: string, logFile: string, count = 15): string {
  let text = '';
  try {
    text = readFileSync(logFile, 'utf8').trimEnd();
  } catch {
    // No log was written.
  }
  if (text === '') return '';
  return text
    .split('\n')
    .slice(-count)
    .map((line) => `  ${name} | ${line}`)
    .join('\n');
}
