import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';

export const usage = 'npm run bench -- [name …] [--json] [--quick] [--size <MiB>]';

/** What was asked for cannot be run: shown as one line. */
export class Refusal extends Error {}

/** Reads the command line. Raises a `Refusal` that says what there is instead. */
export function readArguments(args: string[], benchmarks: Benchmark[]) {
  const { values, positionals } = parse(args);
  const known = benchmarks.map(({ name }) => name);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(`There is no benchmark "${unknown.join('", "')}": ${known.join(', ')}`);
  const sizeMiB = values.size === undefined ? undefined : Number(values.size);
  if (sizeMiB !== undefined && !(Number.isInteger(sizeMiB) && sizeMiB >= 1 && sizeMiB <= 4096))
    throw new Refusal('--size wants a whole number of MiB from 1 to 4096');
  return {
    chosen: benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    json: values.json,
    quick: values.quick,
    sizeMiB,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        size: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
