import { queryOptions } from '@tanstack/react-query';
import type { ListedPost } from './posts.ts';
import { bodyOf, crmSync } from './services.ts';

const pageSize = 200;
/** A month with more than this is better looked at in the list. */
const mostPages = 10;

interface Query {
  status: 'scheduled' | 'published';
  sort: '-createdAt' | '-publishedAt';
}

/** What was published in a span of time, and all that is scheduled. */
export const calendarQuery = (from: Date) =>
  queryOptions({
    queryKey: ['posts', 'calendar', from.toISOString()],
    async queryFn({ signal }) {
      const scheduled = await collect(
        { status: 'scheduled', sort: '-createdAt' },
        { signal, goOn: () => true },
      );
      const published = await collect(
        { status: 'published', sort: '-publishedAt' },
        { signal, goOn: ({ publishedAt }) => publishedAt !== null && new Date(publishedAt) >= from },
      );
      return [...scheduled, ...published];
    },
    refetchInterval: 15_000,
  });

async function collect(
  query: Query,
  { signal, goOn }: { signal: AbortSignal; goOn: (last: ListedPost) => boolean },
): Promise<ListedPost[]> {
  const found: ListedPost[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: { items: ListedPost[]; nextCursor: string | null } = await bodyOf(
      crmSync.GET('/api/crm/posts', {
        signal,
        params: { query: { ...query, source: 'postbus', limit: pageSize, ...(cursor && { cursor }) } },
      }),
    );
    found.push(...answer.items);
    cursor = answer.nextCursor;
    const last = answer.items.at(-1);
    if (cursor === null || !last || !goOn(last)) break;
  }
  return found;
}
