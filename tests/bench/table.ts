import type { Result } from './benchmark.ts';

const heading = ['benchmark', 'figure', 'baseline', 'ratio', 'goal', 'reached'];

/** The results for people: a table, and below it what else was measured. */
export function tableOf(results: Result[]): string {
  const rows = [heading, ...results.map(rowOf)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const further = results.map(furtherOf).filter((line) => line !== '');
  return [...table, ...(further.length > 0 ? ['', ...further] : [])].join('\n');
}

function rowOf({ name, figure, baseline, ratio, unit, goal, goalOf, goalIs, ok }: Result): string[] {
  return [
    name,
    `${figure} ${unit}`,
    baseline === null ? '–' : `${baseline} ${unit}`,
    ratio === null ? '–' : `${ratio}`,
    `${goalOf} ${goalIs === 'atLeast' ? '≥' : '≤'} ${goal}`,
    ok ? 'yes' : 'NO',
  ];
}

/** `tiktok-upload: rssGrowthMiB 26, …` */
function furtherOf({
  name,
  figure,
  baseline,
  ratio,
  unit,
  goal,
  goalOf,
  goalIs,
  ok,
  ...extra
}: Result): string {
  const parts = Object.entries(extra).map(([key, value]) => `${key} ${value}`);
  return parts.length > 0 ? `${name}: ${parts.join(', ')}` : '';
}
