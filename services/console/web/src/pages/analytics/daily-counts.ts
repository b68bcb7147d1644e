import type { ListedPost } from '../../api/posts.ts';

export interface DailyCount {
  /** As the chart shows it: `Nov 21`. */
  day: string;
  Published: number;
  Failed: number;
}

const dayMs = 24 * 3600 * 1000;
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });

type Counted = Pick<ListedPost, 'status' | 'publishedAt' | 'updatedAt'>;

/** How many publications ended well and badly on each of the last days, days without any too. */
export function dailyCounts(posts: Counted[], { days, now }: { days: number; now: Date }): DailyCount[] {
  const counts = new Map<string, DailyCount>();
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    const day = short.format(new Date(now.getTime() - ago * dayMs));
    counts.set(day, { day, Published: 0, Failed: 0 });
  }
  for (const { status, publishedAt, updatedAt } of posts) {
    const count = counts.get(short.format(new Date(publishedAt ?? updatedAt)));
    if (!count) continue;
    if (status === 'published' || status === 'inbox_delivered') count.Published += 1;
    if (status === 'failed') count.Failed += 1;
  }
  return [...counts.values()];
}
