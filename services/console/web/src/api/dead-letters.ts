import type { WebhookIngestPaths } from '@postbus/sdk/openapi';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { JsonOf } from './json-of.ts';
import { callConsole } from './send.ts';
import { bodyOf, webhookIngest } from './services.ts';

export type DeadLetter = JsonOf<WebhookIngestPaths['/api/dead-letters']['get']>['items'][number];
export type DeadLetterDetail = JsonOf<WebhookIngestPaths['/api/dead-letters/{id}']['get']>;
export type DeadLetterState = DeadLetter['state'];

export const deadLettersKey = ['dead-letters'];

export interface DeadLetterFilters {
  service?: string;
  consumer?: string;
  state?: DeadLetterState;
}

const pageSize = 30;
const liveMs = 5000;

/** What consumers gave up on, the newest first, a page at a time. */
export const deadLettersQuery = (filters: DeadLetterFilters) =>
  infiniteQueryOptions({
    queryKey: [...deadLettersKey, filters],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        webhookIngest.GET('/api/dead-letters', {
          signal,
          params: { query: { ...filters, limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: liveMs,
  });

/** One of them, with its message and where in the code it failed. */
export const deadLetterQuery = (id: string) =>
  queryOptions({
    queryKey: [...deadLettersKey, 'one', id],
    queryFn: () => bodyOf(webhookIngest.GET('/api/dead-letters/{id}', { params: { path: { id } } })),
  });

/** The consumers of each service: `posts` of `crm-sync`. */
export const consumersQuery = queryOptions({
  queryKey: ['consumers'],
  async queryFn(): Promise<{ service: string; consumers: string[] }[]> {
    const { items } = await callConsole<{ items: { service: string; backlog: Record<string, number> }[] }>(
      'GET',
      '/api/system/services',
    );
    return items.map(({ service, backlog }) => ({
      service,
      consumers: Object.keys(backlog).map((durable) => durable.replace(`${service}-`, '')),
    }));
  },
  staleTime: 60_000,
});
