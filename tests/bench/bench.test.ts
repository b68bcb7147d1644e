import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Refusal, readArguments } from './arguments.ts';
import { type Benchmark, resultOf } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { tableOf } from './table.ts';

const main = join(import.meta.dirname, 'main.ts');
const run = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args]);

describe('npm run bench', () => {
  test.concurrent.each(['tiktok-upload', 'sandbox-status'])(
    'runs %s and prints one JSON object and nothing else',
    async (name) => {
      const { stdout } = await run(name, '--quick', '--size', '1', '--json');
      expect(stdout.trimEnd()).not.toContain('\n');
      expect(JSON.parse(stdout)).toMatchObject({
        name,
        figure: expect.any(Number),
        baseline: expect.any(Number),
        ratio: expect.any(Number),
        unit: expect.any(String),
        goal: expect.any(Number),
        ok: expect.any(Boolean),
      });
    },
  );

  test.concurrent('refuses a name that it does not know, and says which there are', async () => {
    await expect(run('sandbox-status', 'sandbox-speed', '--json')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: `There is no benchmark "sandbox-speed": ${benchmarks.map(({ name }) => name).join(', ')}\n`,
    });
  });

  test.each(['--size=0', '--size=big', '--sise=1', '--disk-ms=0', '--disk-ms=101'])(
    'refuses %s',
    (argument) => {
      expect(() => readArguments([argument], benchmarks)).toThrow(Refusal);
    },
  );

  test.concurrent('leaves nothing behind when it is interrupted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-test-'));
    const bench = spawn(process.execPath, [main, 'sandbox-status', '--quick'], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // Its own folder and the sandbox's in it.
    while ((await readdir(folder, { recursive: true })).length < 2) await new Promise(setImmediate);
    bench.kill('SIGINT');
    expect(await once(bench, 'exit')).toEqual([130, null]);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('a result', () => {
  const benchmark = (goal: Benchmark['goal']): Benchmark => ({
    name: 'a',
    unit: 'ms',
    goal,
    run: () => Promise.reject(new Error('not run')),
  });

  test.each<[Benchmark['goal'], boolean]>([
    [{ of: 'ratio', atLeast: 0.5 }, true],
    [{ of: 'ratio', atLeast: 0.51 }, false],
    [{ of: 'ratio', atMost: 0.49 }, false],
    [{ of: 'figure', atMost: 10 }, true],
    [{ of: 'figure', atLeast: 11 }, false],
  ])('of 10 against 20 holds %j: %s', (goal, ok) => {
    expect(resultOf(benchmark(goal), { figure: 10, baseline: 20 })).toMatchObject({ ratio: 0.5, ok });
  });

  test('is not ok when a further goal was missed', () => {
    const measured = { figure: 10, baseline: null, extra: { rssGrowthMiB: 41.5 }, extraOk: false };
    const result = resultOf(benchmark({ of: 'figure', atLeast: 10 }), measured);
    expect(result).toMatchObject({ baseline: null, ratio: null, ok: false, rssGrowthMiB: 41.5 });
    expect(tableOf([result])).toContain('a: rssGrowthMiB 41.5');
  });

  test('never reaches a ratio without a baseline', () => {
    const goal = { of: 'ratio', atLeast: 0 } as const;
    expect(resultOf(benchmark(goal), { figure: 10, baseline: null }).ok).toBe(false);
  });
});
