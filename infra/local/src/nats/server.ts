import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseService } from '@postbus/db';
import { connect } from 'nats';
import { repositoryRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { requireFreePort } from '../processes/ports.ts';
import { endOf, type RunningProcess, startProcess, whileStarting } from '../processes/start-process.ts';

export interface NatsOptions {
  /** Path of nats-server. */
  program: string;
  /** Where JetStream stores. */
  directory: string;
  port: number;
  logFile: string;
  passwords: Record<DatabaseService | 'admin', string>;
  /** Told when it ends although nobody has asked it to. */
  log: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
}

export interface NatsServer {
  /** The address with this user's name and password. */
  url(user: DatabaseService | 'admin'): string;
  process(): RunningProcess;
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const configuration = join(repositoryRoot, 'infra/nats/nats-server.conf');

/** Starts nats-server on 127.0.0.1 with the users and rights of `infra/nats`. Resolves when it answers. */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const { program, directory, port, logFile, passwords } = options;
  const url = (user: DatabaseService | 'admin') => `nats://${user}:${passwords[user]}@127.0.0.1:${port}`;
  const passwordVariables = Object.fromEntries(
    Object.entries(passwords).map(([user, password]) => [
      `NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`,
      password,
    ]),
  );

  let running: RunningProcess;
  const start = async (signal?: AbortSignal) => {
    await requireFreePort('NATS', port, 'NATS_PORT');
    running = await startProcess({
      name: 'nats-server',
      command: program,
      args: ['-c', configuration, '-a', '127.0.0.1', '-p', `${port}`, '-sd', directory],
      env: { PATH: process.env.PATH, ...passwordVariables },
      cwd: directory,
      logFile,
    });
    await whileStarting(running, { signal, log: options.log }, () =>
      untilItAnswers(running, port, passwords.admin),
    );
  };
  await start(options.signal);
  return { url, process: () => running, start: () => start(), stop: (signal) => running.stop(signal) };
}

async function untilItAnswers(running: RunningProcess, port: number, password: string): Promise<void> {
  for (const deadline = performance.now() + 60_000; ; await pause(30)) {
    if (!running.isRunning()) throw new Problem(endOf(running, `ended with ${await running.ended}`));
    try {
      const connection = await connect({
        servers: `127.0.0.1:${port}`,
        user: 'admin',
        pass: password,
        reconnect: false,
        timeout: 2_000,
      });
      // JetStream may still be reading what it stored.
      await connection.jetstreamManager();
      return await connection.close();
    } catch (error) {
      if (performance.now() > deadline) throw new Problem(endOf(running, `does not answer: ${error}`));
    }
  }
}
