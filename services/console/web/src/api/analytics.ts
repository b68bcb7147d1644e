import type { CrmSyncPaths } from '@postbus/sdk/openapi';
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, crmSync } from './services.ts';

type Json<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Overview = Json<CrmSyncPaths['/api/crm/metrics']['get']>;
export type Gained = Overview['gained'];
export type PostMetrics = Json<CrmSyncPaths['/api/crm/posts/{id}/metrics']['get']>;
export type PostingHours = Json<CrmSyncPaths['/api/crm/accounts/{id}/posting-hours']['get']>;
export type TopPost = Json<CrmSyncPaths['/api/crm/trends/posts']['get']>['items'][number];
export type HashtagTrend = Json<CrmSyncPaths['/api/crm/trends/hashtags']['get']>['items'][number];

export type Interval = 'hour' | 'day' | 'week' | 'month';
export type TopPostSort = 'views' | 'likes' | 'comments' | 'shares' | 'engagementRate';
export type TrendSort = 'velocity' | 'acceleration';

/** Which time and accounts are looked at. Without `to` it goes on until now. */
export interface Scope {
  from: string;
  to?: string;
  accountId?: string;
}

/** Figures are measured every few minutes at most. */
const staleTime = 60_000;

export const overviewQuery = (query: Scope & { interval: Interval; timeZone: string }) =>
  queryOptions({
    queryKey: ['analytics', 'overview', query],
    queryFn: ({ signal }) => bodyOf(crmSync.GET('/api/crm/metrics', { signal, params: { query } })),
    staleTime,
  });

export const postMetricsQuery = (id: string, query: { from?: string; interval?: Interval }) =>
  queryOptions({
    queryKey: ['analytics', 'post', id, query],
    queryFn: ({ signal }) =>
      bodyOf(crmSync.GET('/api/crm/posts/{id}/metrics', { signal, params: { path: { id }, query } })),
    staleTime,
  });

export const crmPostQuery = (id: string) =>
  queryOptions({
    queryKey: ['analytics', 'crm-post', id],
    queryFn: ({ signal }) => bodyOf(crmSync.GET('/api/crm/posts/{id}', { signal, params: { path: { id } } })),
    staleTime,
  });

export const postingHoursQuery = (id: string, timeZone: string) =>
  queryOptions({
    queryKey: ['analytics', 'posting-hours', id, timeZone],
    queryFn: ({ signal }) =>
      bodyOf(
        crmSync.GET('/api/crm/accounts/{id}/posting-hours', {
          signal,
          params: { path: { id }, query: { timeZone } },
        }),
      ),
    staleTime,
  });

export const topPostsQuery = (query: Scope & { sort: TopPostSort }) =>
  queryOptions({
    queryKey: ['analytics', 'top-posts', query],
    queryFn: ({ signal }) => bodyOf(crmSync.GET('/api/crm/trends/posts', { signal, params: { query } })),
    staleTime,
  });

export const hashtagsQuery = (query: { windowHours: number; sort: TrendSort; accountId?: string }) =>
  queryOptions({
    queryKey: ['analytics', 'hashtags', query],
    queryFn: ({ signal }) => bodyOf(crmSync.GET('/api/crm/trends/hashtags', { signal, params: { query } })),
    staleTime,
  });
