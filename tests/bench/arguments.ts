import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';

export const usage = 'npm run bench -- [name …] [--json] [--quick] [--size <MiB>] [--disk-ms <ms>]';

/** What was asked for cannot be run: shown as one line. */
export class Refusal extends Error {}

/** Reads the command line. Raises a `Refusal` that says what there is instead. */
export function readArguments(args: string[], benchmarks: Benchmark[]) {
  const { values, positionals } = parse(args);
  const known = benchmarks.map(({ name }) => name);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(`There is no benchmark "${unknown.join('", "')}": ${known.join(', ')}`);
  return {
    chosen: benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    json: values.json,
    quick: values.quick,
    sizeMiB: wholeNumber('--size', values.size, { unit: 'MiB', max: 4096 }),
    diskMs: wholeNumber('--disk-ms', values['disk-ms'], { unit: 'ms', max: 100 }),
  };
}

/** What an option says, from 1 to `max`; undefined where it is not given. */
function wholeNumber(option: string, text: string | undefined, { unit, max }: { unit: string; max: number }) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new Refusal(`${option} wants a whole number of ${unit} from 1 to ${max}`);
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
        'disk-ms': { type: 'string' },
      },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
