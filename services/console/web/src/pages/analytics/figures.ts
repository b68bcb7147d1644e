import type { Gained, Overview } from '../../api/analytics.ts';
import { formatCount, formatGain, formatNumber, formatRate } from '../../components/format.ts';

export const metricNames = ['views', 'followers', 'likes', 'comments', 'shares', 'engagementRate'] as const;
export type MetricName = (typeof metricNames)[number];

export const metricLabels: Record<MetricName, string> = {
  views: 'Views',
  followers: 'Followers',
  likes: 'Likes',
  comments: 'Comments',
  shares: 'Shares',
  engagementRate: 'Engagement',
};

/** What the rate is, where there is room for it. */
export const rateTitle = 'Engagement: likes, comments and shares for each view';

export interface Figure {
  name: MetricName;
  value: string;
  /** What stands beside it. */
  note: string;
  change: Change | null;
}

export interface Change {
  text: string;
  direction: 'up' | 'down' | 'same';
}

/** The figures of a time, each with what it was in the time before. */
export function figuresOf({ totals, gained, before }: Overview): Figure[] {
  const counted = (name: 'views' | 'likes' | 'comments' | 'shares'): Figure => ({
    name,
    value: formatCount(gained[name]),
    note: `${formatCount(totals[name])} in all`,
    change: changeOf(gained, before, name),
  });
  const followers: Figure = {
    name: 'followers',
    value: totals.followers === null ? '–' : formatCount(totals.followers),
    note: gained.followers === null ? 'Not known' : `${formatGain(gained.followers)} in this time`,
    change: changeOf(gained, before, 'followers'),
  };
  const engagement: Figure = {
    name: 'engagementRate',
    value: formatRate(gained.engagementRate),
    note: 'of views',
    change: changeOf(gained, before, 'engagementRate'),
  };
  return [counted('views'), followers, counted('likes'), counted('comments'), counted('shares'), engagement];
}

const steadyBelow = 0.005;

/** By how much more was gained than in the time before; null where that says nothing. */
export function changeOf(gained: Gained, before: Gained | null, name: MetricName): Change | null {
  const [now, then] = [gained[name], before?.[name] ?? null];
  if (now === null || then === null || then <= 0) return null;
  if (now < 0) return { text: `${formatGain(then)} in the time before`, direction: 'down' };
  const ratio = (now - then) / then;
  if (Math.abs(ratio) < steadyBelow) return { text: 'About the same', direction: 'same' };
  const direction = ratio > 0 ? 'up' : 'down';
  const word = direction === 'up' ? 'more' : 'less';
  // From 1 to 900 is not "89,900 % more".
  const text =
    ratio > 10 ? `${formatNumber(now / then)} times as much` : `${formatRate(Math.abs(ratio))} ${word}`;
  return { text, direction };
}
