import { PublicationFailure, PublicationStatus, Timestamp, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { type Static, type TSchema, Type } from 'typebox';
import { postNotFound } from '../../errors.ts';
import { pageOf, pageQuery, readPage } from '../../paging/page-query.ts';
import { StoredText } from '../../paging/stored-text.ts';
import { findPost, listPosts, type Post, postSortings } from './repository.ts';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const PlatformPostId = Type.String({
  pattern: '^[0-9]{1,20}$',
  description: 'A 64-bit number as a string of digits',
});

const PostItem = Type.Object({
  publicationId: Uuid,
  platform: Type.Literal('tiktok'),
  accountId: Uuid,
  account: nullable(
    Type.Object({
      displayName: nullable(Type.String()),
      username: nullable(Type.String()),
      avatarUrl: nullable(Type.String()),
    }),
  ),
  postbusPostId: Type.String({ description: 'The post at Postbus that this is one publication of' }),
  mode: Type.String(),
  status: Type.String(),
  publishId: nullable(Type.String()),
  postId: nullable(PlatformPostId),
  postIds: Type.Array(PlatformPostId),
  caption: nullable(Type.String()),
  mediaId: nullable(Uuid),
  failure: nullable(PublicationFailure),
  scheduledAt: nullable(Timestamp),
  publishedAt: nullable(Timestamp),
  version: Type.Integer(),
  updatedAt: Timestamp,
});

function itemOf({ post, account }: Post): Static<typeof PostItem> {
  const { workspaceId: _, platformPostIds: postIds, ...shown } = post;
  return {
    ...shown,
    platform: 'tiktok',
    account,
    postId: postIds[0] ?? null,
    postIds,
    scheduledAt: post.scheduledAt?.toISOString() ?? null,
    publishedAt: post.publishedAt?.toISOString() ?? null,
    updatedAt: post.updatedAt.toISOString(),
  };
}

const PostQuery = Type.Object({
  publicationId: Type.Optional(Uuid),
  accountId: Type.Optional(Uuid),
  status: Type.Optional(PublicationStatus),
  publishId: Type.Optional(StoredText),
  postId: Type.Optional(PlatformPostId),
  ...pageQuery(Object.keys(postSortings)),
});

/** `/api/crm/posts`: the publications of the caller's workspace. */
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
        summary: 'Shows a post by its publication id',
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
