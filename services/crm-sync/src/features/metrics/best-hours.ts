/** How much the account's average counts beside the posts of an hour: one lucky post does not make a good hour. */
const averagePosts = 3;

export interface PostingHour {
  /** 0 to 23, on the clock of the timezone. */
  hour: number;
  posts: number;
  /** Mean views after the first day; null without posts. */
  views: number | null;
  /** The mean together with three posts of the account's average: what the hours are compared by. */
  score: number | null;
}

/**
 * Which hours of the day posts do best that are made in them, by their views after their first day.
 *
 * @param timeZone an IANA name; raises a `RangeError` for any other
 */
export function postingHoursOf(
  posts: { postedAt: Date; views: number }[],
  timeZone: string,
): { hours: PostingHour[]; best: number | null } {
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  const average = meanOf(posts.map(({ views }) => views));
  const byHour = Map.groupBy(posts, ({ postedAt }) => Number(clock.format(postedAt)));
  const hours = Array.from({ length: 24 }, (_, hour): PostingHour => {
    const views = (byHour.get(hour) ?? []).map((post) => post.views);
    const mean = meanOf(views);
    if (mean === null || average === null) return { hour, posts: 0, views: null, score: null };
    const score = (mean * views.length + average * averagePosts) / (views.length + averagePosts);
    return { hour, posts: views.length, views: mean, score };
  });
  const scored = hours.filter(({ score }) => score !== null);
  const [best] = scored.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.hour - b.hour);
  return { hours, best: best?.hour ?? null };
}

const meanOf = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
