import { engagementRateOf, type PostFigures } from '../metrics/growth.ts';
import type { Gains } from './intervals.ts';
import type { EndedPosts } from './repository.ts';

export interface Totals extends PostFigures {
  followers: number | null;
}

export interface Gained extends Totals, EndedPosts {
  engagementRate: number | null;
}

export interface OverviewPoint {
  atMs: number;
  totals: Totals;
  gained: Gained;
}

interface Measured {
  /** The beginnings of all intervals. */
  intervals: number[];
  /** At the end of the last one. */
  totals: Totals;
  posts: Gains<PostFigures>[];
  followers: Gains<{ followers: number }>[];
  ended: Gains<EndedPosts>[];
}

const names = ['views', 'likes', 'comments', 'shares', 'published', 'failed'] as const;

/**
 * What was gained in each interval, in all of them and in the time before. Totals follow from those at the end, so that
 * an account that was connected within the time does not look like growth.
 */
export function overviewOf({ intervals, totals, posts, followers, ended }: Measured): {
  points: OverviewPoint[];
  gained: Gained;
  before: Gained;
} {
  const hasFollowers = totals.followers !== null;
  const gainedIn = (bucketMs: number | null): Gained => {
    const isIt = (one: { bucketMs: number | null }) => one.bucketMs === bucketMs;
    const gained = { ...nothing, ...posts.find(isIt), ...ended.find(isIt) };
    const { views, likes, comments, shares, published, failed } = gained;
    const gainedFollowers = followers.find(isIt)?.followers ?? 0;
    return finished({
      ...{ views, likes, comments, shares, published, failed },
      followers: hasFollowers ? gainedFollowers : null,
    });
  };
  const points: OverviewPoint[] = [];
  let after = totals;
  for (const atMs of intervals.toReversed()) {
    const gained = gainedIn(atMs);
    points.unshift({ atMs, totals: after, gained });
    after = {
      followers: after.followers === null ? null : after.followers - (gained.followers ?? 0),
      views: after.views - gained.views,
      likes: after.likes - gained.likes,
      comments: after.comments - gained.comments,
      shares: after.shares - gained.shares,
    };
  }
  return { points, gained: sumOf(points, hasFollowers), before: gainedIn(null) };
}

const nothing = { views: 0, likes: 0, comments: 0, shares: 0, published: 0, failed: 0 };

const finished = (gained: Omit<Gained, 'engagementRate'>): Gained => ({
  ...gained,
  engagementRate: engagementRateOf(gained),
});

function sumOf(points: OverviewPoint[], hasFollowers: boolean): Gained {
  const sum = { ...nothing, followers: hasFollowers ? 0 : null };
  for (const { gained } of points) {
    for (const name of names) sum[name] += gained[name];
    if (sum.followers !== null) sum.followers += gained.followers ?? 0;
  }
  return finished(sum);
}
