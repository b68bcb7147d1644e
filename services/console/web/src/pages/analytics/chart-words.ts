import type { Interval } from '../../api/analytics.ts';

const formats: Record<Interval, Intl.DateTimeFormat> = {
  hour: new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: '2-digit', hourCycle: 'h23' }),
  day: new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' }),
  week: new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: '2-digit' }),
  month: new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric' }),
};

/** When an interval begins, as an axis shows it. */
export function intervalLabel(at: number, interval: Interval): string {
  const text = formats[interval].format(at);
  return interval === 'hour' ? `${text}:00` : text;
}

/** The same for a table: a week is not its first day. */
export const intervalName = (at: number, interval: Interval): string =>
  interval === 'week' ? `Week of ${intervalLabel(at, interval)}` : intervalLabel(at, interval);

export const eachLabels: Record<Interval, string> = {
  hour: 'Each hour',
  day: 'Each day',
  week: 'Each week',
  month: 'Each month',
};

export interface Point {
  at: number;
  value: number | null;
}

/** A chart in a sentence: where it begins and ends, and its highest point. */
export function summaryOf(
  label: string,
  points: Point[],
  { at, value }: { at: (moment: number) => string; value: (count: number) => string },
): string {
  const known = points.filter((point): point is { at: number; value: number } => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return `${label}: nothing is known of this time.`;
  const highest = known.reduce((best, point) => (point.value > best.value ? point : best));
  const told = ({ at: moment, value: count }: { at: number; value: number }) =>
    `${value(count)} on ${at(moment)}`;
  if (first === last) return `${label}: ${told(first)}.`;
  const most = highest === first || highest === last ? '' : `, at most ${told(highest)}`;
  return `${label}: from ${told(first)} to ${told(last)}${most}.`;
}
