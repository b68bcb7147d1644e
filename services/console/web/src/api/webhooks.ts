import type { WebhookIngestPaths } from '@postbus/sdk/openapi';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { JsonOf } from './json-of.ts';
import { authGateway, bodyOf, webhookIngest } from './services.ts';

export type WebhookDetail = JsonOf<WebhookIngestPaths['/api/webhook-events/{id}']['get']>;
export type WebhookSummary = JsonOf<WebhookIngestPaths['/api/webhook-events']['get']>['items'][number];
export type WebhookStatus = WebhookSummary['status'];

export const webhooksKey = ['webhook-events'];

export interface WebhookFilters {
  /** The platform's own name of it. */
  event?: string;
  userOpenId?: string;
  status?: WebhookStatus;
  /** Moments, in ISO 8601. */
  from?: string;
  to?: string;
}

const pageSize = 30;
const liveMs = 5000;

/** Received webhooks, the newest first, a page at a time. */
export const webhooksQuery = (filters: WebhookFilters) =>
  infiniteQueryOptions({
    queryKey: [...webhooksKey, filters],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        webhookIngest.GET('/api/webhook-events', {
          signal,
          params: { query: { ...filters, limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: liveMs,
  });

/** One webhook as it came. */
export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhook-event', id],
    queryFn: () => bodyOf(webhookIngest.GET('/api/webhook-events/{id}', { params: { path: { id } } })),
    // It is soon on the bus; what it says never changes.
    refetchInterval: ({ state }) => (state.data?.status === 'published' ? false : liveMs),
  });

/** How often a webhook was replayed, and when last. */
export const replaysQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'replays', id],
    queryFn: () =>
      bodyOf(webhookIngest.GET('/api/webhook-events', { params: { query: { replayOf: id, limit: 200 } } })),
  });

/** The most that `matchesQuery` counts. */
export const mostCounted = 200;

/** How many webhooks a replay of these would repeat, as far as one page tells. */
export const matchesQuery = (filters: Omit<WebhookFilters, 'status'>) =>
  queryOptions({
    queryKey: [...webhooksKey, 'matches', filters],
    async queryFn({ signal }) {
      const { items, nextCursor } = await bodyOf(
        webhookIngest.GET('/api/webhook-events', {
          signal,
          params: { query: { ...filters, limit: mostCounted } },
        }),
      );
      return {
        count: items.filter(({ replayOf }) => replayOf === null).length,
        isAll: nextCursor === null,
      };
    },
  });

/** The workspace's own apps at TikTok. */
export const platformAppsQuery = queryOptions({
  queryKey: ['platform-apps'],
  queryFn: () => bodyOf(authGateway.GET('/api/platform-apps', { params: { query: { limit: 200 } } })),
});
