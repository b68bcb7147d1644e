import { Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { readHashtagTrends } from './repository.ts';

const perHour = (description: string) => Type.Number({ description });

const Trends = Type.Object({
  windowHours: Type.Integer(),
  from: Timestamp,
  to: Timestamp,
  items: Type.Array(
    Type.Object({
      hashtag: Type.String({ description: 'In lower case, without the sign' }),
      posts: Type.Integer(),
      viewsGained: Type.Number({ description: 'By posts with this hashtag, in the window' }),
      velocity: perHour('Views gained for each hour of the window'),
      previousVelocity: perHour('The same of the window before'),
      acceleration: perHour('The difference of both'),
    }),
  ),
});

/** `/api/crm/trends`: what gains views among the workspace's posts. */
export async function trendRoutes(
  app: AppServer,
  { db, clock }: { db: Database; clock: () => number },
): Promise<void> {
  app.get(
    '/api/crm/trends/hashtags',
    {
      onRequest: app.requireScope('crm:read'),
      schema: {
        tags: ['trends'],
        operationId: 'listCrmHashtagTrends',
        summary: "Lists the hashtags whose posts gain the most views among the workspace's posts",
        querystring: Type.Object({
          windowHours: Type.Integer({ minimum: 1, maximum: 720, default: 24 }),
          sort: Type.Union([Type.Literal('velocity'), Type.Literal('acceleration')], { default: 'velocity' }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
          accountId: Type.Optional(Uuid),
        }),
        response: { 200: Trends },
      },
    },
    async ({ caller, query }) => {
      const now = new Date(clock());
      const items = await readHashtagTrends(db, { workspaceId: caller.workspaceId, now, ...query });
      const { windowHours } = query;
      const from = new Date(now.getTime() - windowHours * 3_600_000);
      return { windowHours, from: from.toISOString(), to: now.toISOString(), items };
    },
  );
}
