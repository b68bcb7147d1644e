export interface Figure {
  labels: Record<string, string>;
  value: number;
}

/** The figures of one name in Prometheus' text form (prometheus.io/docs/instrumenting/exposition_formats). */
export function figuresOf(text: string, name: string): Figure[] {
  return text
    .split('\n')
    .map((line) => /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line))
    .filter((match) => match?.[1] === name)
    .map((match) => ({ labels: labelsOf(match?.[2] ?? ''), value: Number(match?.[3]) }));
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
