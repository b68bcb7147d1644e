import type { Interval, PostMetrics } from '../../api/analytics.ts';
import { formatCount, formatGain, formatRate } from '../../components/format.ts';
import type { Point } from './chart-words.ts';
import type { Figure, MetricName } from './figures.ts';
import { intervalOf } from './range.ts';

const dayMs = 24 * 3_600_000;
/** Before a post is out its age is not known. */
const usualDays = 28;
/** A post may be told of a moment before TikTok's time of posting. */
const graceMs = 3_600_000;

export type PostMetricName = Exclude<MetricName, 'followers'>;
const counts = ['views', 'likes', 'comments', 'shares'] as const;

/** All of a post's life, by the hour while it is young. The hour is cut off, so that the question stays the same. */
export function postSpanOf(publishedAt: string | null, now: Date): { from: string; interval: Interval } {
  const start = publishedAt ? Date.parse(publishedAt) - graceMs : now.getTime() - usualDays * dayMs;
  const from = new Date(Math.floor(start / graceMs) * graceMs);
  return { from: from.toISOString(), interval: intervalOf(from, now) };
}

/** What a post has, and how fast it grows. */
export function postFiguresOf({
  points,
  growth,
  engagementRate,
}: PostMetrics): (Figure & { name: PostMetricName })[] {
  const last = points.at(-1);
  const counted = counts.map((name) => {
    const perDay = growth?.[name].perDay ?? null;
    return {
      name,
      value: formatCount(last?.[name] ?? 0),
      note: perDay === null ? ' ' : `${formatGain(Math.round(perDay))} a day`,
      change: null,
    };
  });
  const rate = { name: 'engagementRate' as const, value: formatRate(engagementRate) };
  return [...counted, { ...rate, note: 'of views', change: null }];
}

/** A figure at every measurement; a count begins with 0 when the post was published. */
export function postPointsOf(
  { points }: Pick<PostMetrics, 'points'>,
  metric: PostMetricName,
  publishedAt: string | null,
): Point[] {
  const measured = points.map((point) => ({ at: Date.parse(point.measuredAt), value: point[metric] }));
  const start = publishedAt === null ? null : Date.parse(publishedAt);
  const first = measured[0];
  if (metric === 'engagementRate' || start === null || !first || first.at <= start) return measured;
  return [{ at: start, value: 0 }, ...measured];
}
