import { PublicationStatus, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { postNotFound } from '../../errors.ts';
import { pageOf, pageQuery, readPage } from '../../paging/page-query.ts';
import { StoredText } from '../../paging/stored-text.ts';
import { itemOf, PlatformPostId, PostItem, PostSource } from './post-item.ts';
import { findPost, listPosts, postSortings } from './repository.ts';

const PostQuery = Type.Object({
  publicationId: Type.Optional(Uuid),
  accountId: Type.Optional(Uuid),
  source: Type.Optional(PostSource),
  status: Type.Optional(PublicationStatus),
  publishId: Type.Optional(StoredText),
  postId: Type.Optional(PlatformPostId),
  ...pageQuery(Object.keys(postSortings)),
});

/** `/api/crm/posts`: the publications of the caller's workspace, and the posts that its creators made elsewhere. */
export async function postRoutes(app: AppServer, { db }: { db: Database }): Promise<void> {
  const onRequest = app.requireScope('crm:read');
  const tags = ['posts'];

  app.get(
    '/api/crm/posts',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'listCrmPosts',
        summary: 'Lists posts',
        querystring: PostQuery,
        response: { 200: pageOf(PostItem) },
      },
    },
    async ({ caller, query }) => {
      const { sort, limit, cursor, ...filter } = query;
      const { rows, nextCursor } = await readPage(postSortings, query, (page) =>
        listPosts(db, caller.workspaceId, filter, page),
      );
      return { items: rows.map(itemOf), nextCursor };
    },
  );

  app.get(
    '/api/crm/posts/:id',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'getCrmPost',
        summary: 'Shows a post by its id: for a publication of Postbus, that of the publication',
        params: Type.Object({ id: Uuid }),
        response: { 200: PostItem },
      },
    },
    async ({ caller, params }) => {
      const post = await findPost(db, caller.workspaceId, params.id);
      if (!post) throw postNotFound();
      return itemOf(post);
    },
  );
}
