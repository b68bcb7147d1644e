import { Uuid } from '@postbus/contracts';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { AccountMetrics, PostingHours, PostMetrics } from './schemas.ts';
import { SeriesQuery } from './series-query.ts';
import type { MetricsReader } from './service.ts';
import { TimeZone } from './time-zone.ts';

const Params = Type.Object({ id: Uuid });

/** Figures over time, of accounts and posts. */
export async function metricsRoutes(app: AppServer, { metrics }: { metrics: MetricsReader }): Promise<void> {
  const onRequest = app.requireScope('crm:read');
  const tags = ['metrics'];

  app.get(
    '/api/crm/accounts/:id/metrics',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getCrmAccountMetrics',
        summary: 'Shows the figures of an account over time, with growth and engagement rate',
        params: Params,
        querystring: SeriesQuery,
        response: { 200: AccountMetrics },
      },
    },
    ({ caller, params, query }) => metrics.ofAccount(caller.workspaceId, params.id, query),
  );

  app.get(
    '/api/crm/accounts/:id/posting-hours',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getCrmPostingHours',
        summary: 'Shows at which hours of the day posts of an account do best',
        params: Params,
        querystring: Type.Object({
          days: Type.Integer({
            minimum: 1,
            maximum: 90,
            default: 90,
            description: 'Posts of so many days, but for the last one',
          }),
          timeZone: TimeZone,
        }),
        response: { 200: PostingHours },
      },
    },
    ({ caller, params, query }) => metrics.postingHours(caller.workspaceId, params.id, query),
  );

  app.get(
    '/api/crm/posts/:id/metrics',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getCrmPostMetrics',
        summary: 'Shows the figures of a post over time, with growth and engagement rate',
        params: Params,
        querystring: SeriesQuery,
        response: { 200: PostMetrics },
      },
    },
    ({ caller, params, query }) => metrics.ofPost(caller.workspaceId, params.id, query),
  );
}
