import { Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { nullable } from '../../nullable.ts';
import { SeriesQuery, spanOf } from '../metrics/series-query.ts';
import { itemOf, PostItem } from '../posts/post-item.ts';
import { readPosts } from '../posts/repository.ts';
import { readTopPosts, topPostSorts } from './top-posts.ts';

const { from, to } = SeriesQuery.properties;
const Count = Type.Number();

const TopPosts = Type.Object({
  from: Timestamp,
  to: Timestamp,
  items: Type.Array(
    Type.Object({
      post: PostItem,
      gained: Type.Object({ views: Count, likes: Count, comments: Count, shares: Count }),
      engagementRate: nullable(
        Type.Number({ description: 'Gained likes, comments and shares for each gained view; null without' }),
      ),
    }),
  ),
});

/** `/api/crm/trends/posts`: which posts gained the most. */
export async function topPostRoutes(
  app: AppServer,
  { db, clock }: { db: Database; clock: () => number },
): Promise<void> {
  app.get(
    '/api/crm/trends/posts',
    {
      onRequest: app.requireScope('crm:read'),
      schema: {
        tags: ['trends'],
        operationId: 'listCrmTopPosts',
        summary: 'Lists the posts that gained the most within a time',
        querystring: Type.Object({
          from,
          to,
          accountId: Type.Optional(Uuid),
          sort: Type.Union(
            topPostSorts.map((sort) => Type.Literal(sort)),
            { default: 'views', description: 'engagementRate: of posts that gained 100 views at least' },
          ),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 10 }),
        }),
        response: { 200: TopPosts },
      },
    },
    async ({ caller, query }) => {
      const span = spanOf({ ...query, interval: 'month' }, new Date(clock()));
      const top = await readTopPosts(db, { ...query, ...span, workspaceId: caller.workspaceId });
      const posts = new Map(
        (
          await readPosts(
            db,
            top.map(({ id }) => id),
          )
        ).map((found) => [found.post.id, itemOf(found)]),
      );
      const items = top.flatMap(({ id, engagementRate, views, likes, comments, shares }) => {
        const post = posts.get(id);
        return post ? [{ post, gained: { views, likes, comments, shares }, engagementRate }] : [];
      });
      return { from: span.from.toISOString(), to: span.to.toISOString(), items };
    },
  );
}
