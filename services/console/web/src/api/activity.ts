import { useQuery } from '@tanstack/react-query';
import type { ListedPost } from './posts.ts';
import { bodyOf, crmSync } from './services.ts';

const pageSize = 200;
/** The newest ten thousand; a longer history is for the database. */
const mostPages = 50;

/** Publications that were published since a moment, the newest first. */
export const usePublished = (accountId: string | null, since: Date) =>
  useQuery({
    queryKey: ['activity', accountId, since.toISOString()],
    async queryFn({ signal }) {
      const found: ListedPost[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < mostPages; page += 1) {
        const answer: { items: ListedPost[]; nextCursor: string | null } = await bodyOf(
          crmSync.GET('/api/crm/posts', {
            signal,
            params: {
              query: {
                sort: '-updatedAt',
                limit: pageSize,
                ...(accountId && { accountId }),
                ...(cursor && { cursor }),
              },
            },
          }),
        );
        found.push(...answer.items.filter(({ updatedAt }) => new Date(updatedAt) >= since));
        cursor = answer.nextCursor;
        if (cursor === null || found.length < (page + 1) * pageSize) break;
      }
      return found;
    },
    staleTime: 60_000,
  });
