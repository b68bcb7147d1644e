import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { requireFreePort } from '../processes/ports.ts';
import { endOf, type RunningProcess, startProcess, whileStarting } from '../processes/start-process.ts';

export interface ManagedServiceOptions {
  name: string;
  /** Folder of the package, from the root. */
  folder: string;
  port: number;
  /** The variable that moves the port, to name it when the port is taken. */
  portVariable: string;
  readyPath: string;
  env: NodeJS.ProcessEnv;
  /** For Node, before what the package's own script gives it. */
  nodeOptions: string[];
  logFile: string;
  /** Told when it ends although nobody asked it to. */
  log: (line: string) => void;
  /** Told of every process that it starts. */
  onStart: (name: string, pid: number) => void;
}

/** A service of the stack that can be ended and started again. */
export interface ManagedService {
  /** Starts it and resolves when it is ready. Does nothing while it runs. The signal gives up. */
  start(signal?: AbortSignal): Promise<void>;
  /** Asks it to end and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it with this signal, `SIGKILL` unless told, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  isRunning(): boolean;
  /** The number of its process, while it runs. */
  pid(): number | undefined;
}

const readyWithinMs = 120_000;

/** Prepares a service; nothing runs until `start()`. */
export function createManagedService(options: ManagedServiceOptions): ManagedService {
  const { name } = options;
  let running: RunningProcess | undefined;

  return {
    isRunning: () => running?.isRunning() === true,
    pid: () => (running?.isRunning() ? running.pid : undefined),
    async start(signal) {
      if (running?.isRunning()) return;
      await requireFreePort(name, options.port, options.portVariable);
      const script = await startScript(options.folder);
      const child = await startProcess({
        name,
        command: process.execPath,
        args: [...options.nodeOptions, ...script.args],
        cwd: join(repositoryRoot, options.folder),
        env: { ...script.env, ...options.env },
        logFile: options.logFile,
      });
      running = child;
      options.onStart(name, child.pid);
      const url = `http://127.0.0.1:${options.port}${options.readyPath}`;
      await whileStarting(child, { signal, log: options.log }, () => untilReady(child, url));
    },
    stop: async () => running?.stop(),
    kill: async (signal = 'SIGKILL') => running?.stop(signal),
  };
}

async function untilReady(child: RunningProcess, url: string): Promise<void> {
  let answer = 'nothing';
  for (const deadline = performance.now() + readyWithinMs; ; await pause(50)) {
    if (!child.isRunning()) throw new Problem(endOf(child, `ended with ${await child.ended}`));
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      answer = `${response.status} ${await response.text()}`;
      // It notes each refusal in its log, so it is asked less often from here on.
      await pause(200);
    } catch {
      // It does not listen yet.
    }
    if (performance.now() > deadline) {
      throw new Problem(
        endOf(child, `is not ready after ${readyWithinMs / 1000} s; ${url} answers ${answer}`),
      );
    }
  }
}

/**
 * What the package's own `start` script gives to Node, and the variables that stand before it. Node is run by itself, so
 * that its process can be signalled.
 */
async function startScript(folder: string): Promise<{ args: string[]; env: NodeJS.ProcessEnv }> {
  const { scripts } = JSON.parse(await readFile(join(repositoryRoot, folder, 'package.json'), 'utf8'));
  const words = String(scripts.start).split(' ');
  const at = words.indexOf('node');
  const settings = words.slice(0, at).map((word) => word.split('='));
  if (at < 0 || settings.some(({ length }) => length !== 2))
    throw new Error(`${folder}: its start script does not run node`);
  return { args: words.slice(at + 1), env: Object.fromEntries(settings) };
}
