import { engagementRateOf, type Growth, growthOf, type PostFigures } from './growth.ts';

export interface Measurement extends PostFigures {
  videoId: string;
  measuredAt: Date;
}

export interface BucketedMeasurement extends Measurement {
  /** When the interval that it is the last one of begins. */
  bucket: Date;
}

export interface PostPoint extends PostFigures {
  at: Date;
  measuredAt: Date;
  engagementRate: number | null;
}

export interface PostSeries {
  points: PostPoint[];
  growth: Record<keyof PostFigures, Growth> | null;
  engagementRate: number | null;
}

const names = ['views', 'likes', 'comments', 'shares'] as const;

/**
 * The series of a post from the measurements of what it became: of a draft that became several posts the sums. One that
 * was not measured within an interval counts with what was last known of it.
 *
 * Growth goes from what was known before the series begins. Without that, from 0 at the time of posting if the post is
 * younger than the series, else from the first measurement.
 */
export function postSeriesOf({
  measurements,
  before,
  from,
  publishedAt,
}: {
  /** By time; the last of each interval and post. */
  measurements: BucketedMeasurement[];
  /** The last measurement of each post before the series begins. */
  before: Measurement[];
  from: Date;
  publishedAt: Date | null;
}): PostSeries {
  const known = new Map<string, Measurement>(before.map((one) => [one.videoId, one]));
  const start = known.size > 0 ? sumOf(known) : null;
  const points: PostPoint[] = [];
  for (const [, bucket] of Map.groupBy(measurements, (one) => one.bucket.getTime())) {
    for (const one of bucket) known.set(one.videoId, one);
    const sum = sumOf(known);
    const at = bucket[0]?.bucket ?? sum.measuredAt;
    points.push({ at, ...sum, engagementRate: engagementRateOf(sum) });
  }
  const last = points.at(-1);
  if (!last) return { points, growth: null, engagementRate: start && engagementRateOf(start) };
  const isYounger = publishedAt !== null && publishedAt >= from && publishedAt < last.measuredAt;
  const first = start ?? (isYounger ? { ...nothing, measuredAt: publishedAt } : points[0]) ?? last;
  return { points, growth: growthBetween(first, last), engagementRate: last.engagementRate };
}

const nothing: PostFigures = { views: 0, likes: 0, comments: 0, shares: 0 };

type Timed = PostFigures & { measuredAt: Date };

function sumOf(known: Map<string, Measurement>): Timed {
  const sum = { ...nothing, measuredAt: new Date(0) };
  for (const one of known.values()) {
    for (const name of names) sum[name] += one[name];
    if (one.measuredAt > sum.measuredAt) sum.measuredAt = one.measuredAt;
  }
  return sum;
}

function growthBetween(first: Timed, last: Timed): Record<keyof PostFigures, Growth> {
  const of = (name: keyof PostFigures) =>
    growthOf({
      first: { value: first[name], at: first.measuredAt },
      last: { value: last[name], at: last.measuredAt },
    });
  return { views: of('views'), likes: of('likes'), comments: of('comments'), shares: of('shares') };
}
