import { Timestamp } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import { validationFailed } from '../../errors.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const intervals = { hour: hourMs, day: dayMs, week: 7 * dayMs, month: 30 * dayMs } as const;
export type Interval = keyof typeof intervals;

/** Most points of one answer. */
const pointsAtMost = 1000;
const usualSpanMs = 30 * dayMs;
/** Up to this span a series has a point an hour unless told. */
const hourlyUpToMs = 3 * dayMs;

/** What every series is asked for with. */
export const SeriesQuery = Type.Object({
  from: Type.Optional({ ...Timestamp, description: 'The first moment; 30 days before `to` unless told' }),
  to: Type.Optional({ ...Timestamp, description: 'The moment that the series ends before; now unless told' }),
  interval: Type.Optional(
    Type.Union([Type.Literal('hour'), Type.Literal('day'), Type.Literal('week'), Type.Literal('month')], {
      description:
        'One point for each; hour up to three days and day beyond unless told. In UTC; weeks begin on Monday',
    }),
  ),
});

export interface Span {
  from: Date;
  to: Date;
  interval: Interval;
}

/** What is asked for, with what was not told filled in. Raises `validation_failed` for what makes no series. */
export function spanOf(query: Static<typeof SeriesQuery>, now: Date): Span {
  const to = query.to === undefined ? now : timeOf(query.to, '/to');
  const from = query.from === undefined ? new Date(to.getTime() - usualSpanMs) : timeOf(query.from, '/from');
  const spanMs = to.getTime() - from.getTime();
  if (spanMs <= 0) throw refuse('/from', 'must be before to');
  const interval = query.interval ?? (spanMs <= hourlyUpToMs ? 'hour' : 'day');
  if (spanMs / intervals[interval] > pointsAtMost) {
    throw refuse('/interval', `makes more than ${pointsAtMost} points; take a longer one, or a shorter time`);
  }
  return { from, to, interval };
}

function timeOf(text: string, path: string): Date {
  const time = new Date(text);
  // PostgreSQL knows other years than JavaScript does.
  const year = time.getUTCFullYear();
  if (!(year >= 2000 && year < 3000)) throw refuse(path, 'is no time between 2000 and 3000');
  return time;
}

const refuse = (path: string, message: string) =>
  validationFailed({ message: `${path.slice(1)}: ${message}`, details: [{ path, message }] });
