import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, BenchmarkContext, Measurement } from './benchmark.ts';

export interface RunOptions extends Pick<BenchmarkContext, 'quick' | 'sizeMiB' | 'diskMs'> {
  /** Ends the run early; it then raises the signal's reason. */
  signal: AbortSignal;
}

/** Runs one benchmark and puts away what it leaves behind, also when it fails or is interrupted. */
export async function runBenchmark(
  benchmark: Benchmark,
  { signal, ...options }: RunOptions,
): Promise<Measurement> {
  signal.throwIfAborted();
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const folder = await mkdtemp(join(tmpdir(), 'postbus-bench-'));
  const closings: (() => void | Promise<void>)[] = [() => rm(folder, { recursive: true })];
  const run = benchmark.run({
    ...options,
    folder,
    progress: (text) => console.error(`  ${text}`),
    atEnd: (close) => closings.unshift(close),
  });
  try {
    return await Promise.race([run, interrupted]);
  } finally {
    for (const close of closings) await close();
  }
}
