import type { Api } from '../demo/api.ts';
import type { PlannedPost } from './plan.ts';

/** An account as crm-sync shows it. */
export interface CrmAccount {
  accountId: string;
  username: string | null;
  status: string;
  figures: { followers: number | null; measuredAt: string } | null;
}

/** A post as crm-sync shows it. */
export interface SeededPost {
  publicationId: string | null;
  postId: string | null;
  status: string;
  mode: string | null;
  caption: string | null;
  source: string;
  figures: { views: number } | null;
}

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** What crm-sync tells of the workspace. */
export function crmOf(api: Api, url: string) {
  async function all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page<Item> = await api.call(
        `${url}${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }
  return {
    accounts: () => all<CrmAccount>('/api/crm/accounts'),
    postsOf: (accountId: string) => all<SeededPost>(`/api/crm/posts?accountId=${accountId}`),
    async publication(publicationId: string): Promise<SeededPost | undefined> {
      const { items } = await api.call<Page<SeededPost>>(
        `${url}/api/crm/posts?publicationId=${publicationId}`,
      );
      return items[0];
    },
  };
}
export type Crm = ReturnType<typeof crmOf>;

/** The planned posts that are not there. One for the inbox has no caption: TikTok takes none. */
export function missingOf(planned: PlannedPost[], found: SeededPost[]): PlannedPost[] {
  const captions = new Set(found.map(({ caption }) => caption));
  const hasInbox = found.some(({ mode }) => mode === 'inbox');
  return planned.filter(({ caption, way }) => (way === 'inbox' ? !hasInbox : !captions.has(caption)));
}
