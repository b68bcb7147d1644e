import { Refusal, readArguments } from './arguments.ts';
import { type Result, resultOf } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { runBenchmark } from './run-benchmark.ts';
import { tableOf } from './table.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());

try {
  const { chosen, json, ...size } = readArguments(process.argv.slice(2), benchmarks);
  const results: Result[] = [];
  for (const benchmark of chosen) {
    console.error(benchmark.name);
    const result = resultOf(benchmark, await runBenchmark(benchmark, { ...size, signal: stopping.signal }));
    if (json) console.log(JSON.stringify(result));
    results.push(result);
  }
  if (!json) console.log(`\n${tableOf(results)}`);
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(130);
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
