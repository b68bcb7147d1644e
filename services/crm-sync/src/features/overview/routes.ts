import type { AppServer } from '@postbus/service-kit';
import { Overview, OverviewQuery } from './schemas.ts';
import type { OverviewReader } from './service.ts';

/** `/api/crm/metrics`: what the workspace's accounts and posts gained. */
export async function overviewRoutes(
  app: AppServer,
  { readOverview }: { readOverview: OverviewReader },
): Promise<void> {
  app.get(
    '/api/crm/metrics',
    {
      onRequest: app.requireScope('crm:read'),
      schema: {
        tags: ['metrics'],
        operationId: 'getCrmMetrics',
        summary:
          'Shows what all accounts, or one of them, and their posts gained over time, and the time before',
        querystring: OverviewQuery,
        response: { 200: Overview },
      },
    },
    ({ caller, query }) => readOverview(caller.workspaceId, query),
  );
}
