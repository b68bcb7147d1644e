import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readLocalFile } from '@postbus/local';
import { freePort, waitFor } from '@postbus/testing';
import type { Benchmark, BenchmarkContext } from './benchmark.ts';

const repository = join(import.meta.dirname, '..', '..');
const ports = [
  'CONSOLE',
  'AUTH_GATEWAY',
  'UPLOADER',
  'WEBHOOK_INGEST',
  'CRM_SYNC',
  'SANDBOX',
  'POSTGRES',
  'NATS',
];
const startWithinMs = 300_000;

/** How long `npm start` takes until every service is ready, when it has run before. */
export const start: Benchmark = {
  name: 'start',
  unit: 's',
  goal: { of: 'figure', atMost: 10 },
  async run(context) {
    const entries = await Promise.all(
      ports.map(async (name): Promise<[string, string]> => [`${name}_PORT`, `${await freePort()}`]),
    );
    const env = { POSTBUS_DATA_DIR: join(context.folder, 'data'), ...Object.fromEntries(entries) };
    const coldSeconds = await startOnce(context, env);
    context.progress(`${coldSeconds.toFixed(1)} s with an empty folder`);
    const rounds: number[] = [];
    for (let round = 0; round < (context.quick ? 1 : 3); round++) {
      rounds.push(await startOnce(context, env));
      context.progress(`${rounds.at(-1)?.toFixed(1)} s`);
    }
    const figure = rounds.toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
    return { figure, baseline: null, extra: { coldSeconds, rounds: rounds.length } };
  },
};

/** Starts the stack as a person would, waits until it says that it is ready, and ends it. */
async function startOnce(context: BenchmarkContext, env: Record<string, string>): Promise<number> {
  const dataDir = env.POSTBUS_DATA_DIR ?? '';
  // That of the round before would count as ready.
  await rm(join(dataDir, 'local.json'), { force: true });
  const before = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: 'ignore',
    // A group of its own, so that what npm starts ends with it.
    detached: true,
  });
  const gone = once(child, 'exit');
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const end = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && !isGone()) process.kill(-child.pid, signal);
  };
  context.atEnd(async () => {
    end('SIGINT');
    await gone;
  });
  await waitFor(
    'the stack to be ready',
    async () => {
      if (isGone()) throw new Error('npm start ended; run it by hand to see why');
      return readLocalFile(dataDir);
    },
    startWithinMs,
  );
  const seconds = (performance.now() - before) / 1000;
  end('SIGINT');
  await gone;
  return seconds;
}
