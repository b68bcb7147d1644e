import type { CrmSyncPaths } from '@postbus/sdk/openapi';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { JsonOf } from './json-of.ts';
import { queryClient } from './query-client.ts';
import { bodyOf, crmSync } from './services.ts';

export type Endpoint = JsonOf<CrmSyncPaths['/api/endpoints/{id}']['get']>;
export type Delivery = JsonOf<CrmSyncPaths['/api/deliveries/{id}']['get']>;
export type DeliveryStatus = Delivery['status'];
export type Attempt = Delivery['attempts'][number];

export const endpointsKey = ['endpoints'];
export const endpointKey = (id: string) => ['endpoint', id];

/** All of them: a workspace has a hundred at most. */
export const endpointsQuery = queryOptions({
  queryKey: endpointsKey,
  queryFn: async () =>
    (await bodyOf(crmSync.GET('/api/endpoints', { params: { query: { limit: 200 } } }))).items,
  refetchInterval: 15_000,
});

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: endpointKey(id),
    queryFn: () => bodyOf(crmSync.GET('/api/endpoints/{id}', { params: { path: { id } } })),
    refetchInterval: 15_000,
  });

/** Shows what an answer has just told of an endpoint, without what is not to be kept. */
export function rememberEndpoint({ secret: _, ...endpoint }: Endpoint & { secret?: string }): Promise<void> {
  queryClient.setQueryData(endpointKey(endpoint.endpointId), endpoint);
  return queryClient.invalidateQueries({ queryKey: endpointsKey });
}

/** Whether the secret before the present one still signs. */
export const isOverlapping = ({ previousSecretExpiresAt }: Endpoint): boolean =>
  previousSecretExpiresAt !== null && Date.parse(previousSecretExpiresAt) > Date.now();

export const deliveriesKey = (endpointId: string) => ['deliveries', endpointId];

const pageSize = 30;
const liveMs = 2000;
const quietMs = 10_000;

/** Of a workspace's endpoint: what was and will be sent to it, the newest first. Asked for often while something is on its way. */
export const deliveriesQuery = (endpointId: string, status: DeliveryStatus | null) =>
  infiniteQueryOptions({
    queryKey: [...deliveriesKey(endpointId), status],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        crmSync.GET('/api/endpoints/{id}/deliveries', {
          signal,
          params: {
            path: { id: endpointId },
            query: { limit: pageSize, ...(status && { status }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isDue)) ? liveMs : quietMs,
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: () => bodyOf(crmSync.GET('/api/deliveries/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isDue(state.data) ? liveMs : quietMs),
  });

/** Whether something is about to happen with it. */
function isDue({ status, nextAttemptAt }: Delivery): boolean {
  if (status === 'sending') return true;
  return nextAttemptAt !== null && Date.parse(nextAttemptAt) - Date.now() < quietMs;
}
