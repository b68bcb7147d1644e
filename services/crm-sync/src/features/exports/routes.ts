import type { Readable } from 'node:stream';
import { Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { SeriesQuery, spanOf } from '../metrics/series-query.ts';
import type { MetricsReader } from '../metrics/service.ts';
import { OverviewQuery } from '../overview/schemas.ts';
import type { OverviewReader } from '../overview/service.ts';
import { readTopPosts } from '../trends/top-posts.ts';
import { csvOf } from './csv.ts';
import {
  overviewColumns,
  overviewRecords,
  postColumns,
  postRecords,
  postSeriesColumns,
  postSeriesRecords,
} from './records.ts';

/** Posts of one file. */
const postsAtMost = 10_000;

interface ExportOptions {
  db: Database;
  clock: () => number;
  metrics: MetricsReader;
  readOverview: OverviewReader;
}

/** Figures as CSV files. */
export async function exportRoutes(app: AppServer, options: ExportOptions): Promise<void> {
  const { db, clock, metrics, readOverview } = options;
  const onRequest = app.requireScope('crm:read');
  const common = {
    tags: ['exports'],
    produces: ['text/csv'],
    response: { 200: Type.String({ description: 'CSV by RFC 4180; times in UTC' }) },
  };
  const { from, to } = SeriesQuery.properties;

  app.get(
    '/api/crm/metrics.csv',
    {
      onRequest,
      schema: {
        ...common,
        operationId: 'exportCrmMetrics',
        summary: 'The figures of all accounts, or of one of them, over time as CSV',
        querystring: OverviewQuery,
      },
    },
    async ({ caller, query }, reply) => {
      const overview = await readOverview(caller.workspaceId, query);
      return sendFile(reply, 'metrics.csv', csvOf(overviewColumns, overviewRecords(overview)));
    },
  );

  app.get(
    '/api/crm/posts.csv',
    {
      onRequest,
      schema: {
        ...common,
        operationId: 'exportCrmPosts',
        summary: 'The posts that were measured within a time, with what they gained, as CSV',
        description: `The ${postsAtMost} posts that gained the most views, if there are more.`,
        querystring: Type.Object({ from, to, accountId: Type.Optional(Uuid) }),
      },
    },
    async ({ caller, query }, reply) => {
      const span = spanOf({ ...query, interval: 'month' }, new Date(clock()));
      const request = { ...query, ...span, workspaceId: caller.workspaceId };
      const top = await readTopPosts(db, { ...request, sort: 'views', limit: postsAtMost });
      return sendFile(reply, 'posts.csv', csvOf(postColumns, postRecords(db, top)));
    },
  );

  app.get(
    '/api/crm/posts/:id/metrics.csv',
    {
      onRequest,
      schema: {
        ...common,
        operationId: 'exportCrmPostMetrics',
        summary: 'The figures of a post over time as CSV',
        params: Type.Object({ id: Uuid }),
        querystring: SeriesQuery,
      },
    },
    async ({ caller, params, query }, reply) => {
      const series = await metrics.ofPost(caller.workspaceId, params.id, query);
      return sendFile(reply, 'post-metrics.csv', csvOf(postSeriesColumns, postSeriesRecords(series)));
    },
  );
}

const sendFile = (reply: FastifyReply, name: string, csv: Readable) =>
  reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(csv as unknown as string);
