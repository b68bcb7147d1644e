/** What is held against the goal, and in which direction. */
export type Goal = { of: 'figure' | 'ratio'; atLeast: number } | { of: 'figure' | 'ratio'; atMost: number };

export interface BenchmarkContext {
  /** Tells people how far it is, on stderr. */
  progress(text: string): void;
  /** Small sizes and one round: shows that it works, not how fast. */
  quick: boolean;
  /** MiB to send instead of the benchmark's own size. */
  sizeMiB: number | undefined;
  /** How much longer PostgreSQL's disk takes to confirm a commit than the machine's own, in milliseconds. */
  diskMs: number | undefined;
  /** A temporary folder of this run. */
  folder: string;
  /** To be called when the run is over, however it ends; what was added last comes first. */
  atEnd(close: () => void | Promise<void>): void;
}

export interface Measurement {
  figure: number;
  /** What the figure is compared with, measured in the same run; null if nothing is. */
  baseline: number | null;
  /** Further figures, by name. */
  extra?: Record<string, number>;
  /** False if a further goal was missed. */
  extraOk?: boolean;
}

export interface Benchmark {
  name: string;
  /** Of the figure and of the baseline. */
  unit: string;
  goal: Goal;
  /** Raises an error if what is measured did not do its work. */
  run(context: BenchmarkContext): Promise<Measurement>;
}

/** How a benchmark came out, as `--json` prints it. */
export type Result = ReturnType<typeof resultOf>;

/** Holds a measurement against the benchmark's goal. */
export function resultOf({ name, unit, goal }: Benchmark, measured: Measurement) {
  const { figure, baseline, extra = {}, extraOk = true } = measured;
  const ratio = baseline === null ? null : figure / baseline;
  const held = goal.of === 'ratio' ? (ratio ?? Number.NaN) : figure;
  const isReached = 'atLeast' in goal ? held >= goal.atLeast : held <= goal.atMost;
  return {
    name,
    figure: rounded(figure),
    baseline: baseline === null ? null : rounded(baseline),
    ratio: ratio === null ? null : rounded(ratio),
    unit,
    goal: 'atLeast' in goal ? goal.atLeast : goal.atMost,
    goalOf: goal.of,
    goalIs: 'atLeast' in goal ? 'atLeast' : 'atMost',
    ok: isReached && extraOk,
    ...Object.fromEntries(Object.entries(extra).map(([key, value]) => [key, rounded(value)])),
  };
}

/** To two decimals; large figures to none. */
const rounded = (value: number): number =>
  Math.abs(value) >= 1000 ? Math.round(value) : Math.round(value * 100) / 100;
