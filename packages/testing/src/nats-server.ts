import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEnvironment } from './environment.ts';
import { freePort } from './free-port.ts';

export interface TestNatsServer {
  url: string;
  /** Starts it again on the same port and the same files. */
  start(): Promise<void>;
  /** Ends it and waits until it is gone. Its files stay; `SIGTERM` unless told. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Removes all that JetStream stored. Only while stopped. */
  empty(): Promise<void>;
  /** Stops it for good and removes its files. */
  close(): Promise<void>;
}

/** A nats-server of this test file's own, with JetStream on files, without users. */
export async function startNatsServer(): Promise<TestNatsServer> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'postbus-nats-'));
  let child: ChildProcess | undefined;

  const start = async () => {
    const args = ['-a', '127.0.0.1', '-p', `${port}`, '-js', '-sd', directory];
    child = spawn(testEnvironment().natsServerPath, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const kill = () => child?.kill('SIGKILL');
    // A test file that fails in its set-up never gets to close it.
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    await untilReady(child);
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const empty = () => rm(directory, { recursive: true, force: true });

  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    stop,
    empty,
    async close() {
      await stop('SIGKILL');
      await empty();
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}:\n${output}`)));
    child.stderr?.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Server is ready')) resolve();
    });
  });
}
