import { ErrorBody } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import type { createPostCreator } from './create-post.ts';
import { PostAnswer, PostList, StatusAnswer, UploadAnswer, UploadRequest } from './schemas.ts';
import { showPost, showPosts, showStatus } from './show-posts.ts';

const tags = ['posts'];
const Id = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Takes posts and shows how they stand. */
export async function postRoutes(
  app: AppServer,
  { db, createPost }: { db: Database; createPost: ReturnType<typeof createPostCreator> },
): Promise<void> {
  const reads = app.requireScope('posts:read');

  app.post(
    '/api/tiktok/upload',
    {
      onRequest: app.requireScope('posts:write'),
      schema: {
        tags,
        operationId: 'uploadToTikTok',
        summary: 'Publish an uploaded video on a TikTok account',
        body: UploadRequest,
        headers: Type.Object({
          'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
        }),
        response: {
          202: UploadAnswer,
          400: ErrorBody,
          404: ErrorBody,
          409: ErrorBody,
          422: ErrorBody,
          503: ErrorBody,
        },
      },
    },
    async (request, reply) => {
      const answer = await createPost({
        caller: request.caller,
        request: request.body,
        idempotencyKey: request.headers['idempotency-key'],
        correlationId: request.correlationId,
      });
      return reply.code(202).send(answer);
    },
  );

  app.get(
    '/api/tiktok/status/:id',
    {
      onRequest: reads,
      schema: {
        tags,
        operationId: 'getTikTokStatus',
        summary: 'How a publication stands, by publication id or publish id',
        params: Id,
        response: { 200: StatusAnswer, 404: ErrorBody },
      },
    },
    (request) => showStatus(db, request.caller.workspaceId, request.params.id),
  );

  app.get(
    '/api/posts/:id',
    {
      onRequest: reads,
      schema: {
        tags,
        operationId: 'getPost',
        summary: 'A post with every attempt at it',
        params: Id,
        response: { 200: PostAnswer, 404: ErrorBody },
      },
    },
    (request) => showPost(db, request.caller.workspaceId, request.params.id),
  );

  app.get(
    '/api/posts',
    {
      onRequest: reads,
      schema: {
        tags,
        operationId: 'listPosts',
        summary: 'Posts, newest first',
        querystring: Type.Object({
          cursor: Type.Optional(Type.String({ maxLength: 64 })),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
        }),
        response: { 200: PostList },
      },
    },
    ({ caller, query }) =>
      showPosts(db, { workspaceId: caller.workspaceId, cursor: query.cursor, limit: query.limit }),
  );
}
