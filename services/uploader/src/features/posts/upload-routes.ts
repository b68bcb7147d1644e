import { ErrorBody } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import { readContent } from './content.ts';
import type { NewPost, PostCreator } from './create-post.ts';
import { type CreatedPost, StatusAnswer, UploadAnswer, UploadRequest } from './schemas.ts';
import { showStatus } from './show-posts.ts';

const tags = ['posts'];
const route = '/api/tiktok/upload';

/** The short way for one account: publish at once, and ask how it stands. */
export async function uploadRoutes(
  app: AppServer,
  { db, createPost }: { db: Database; createPost: PostCreator },
): Promise<void> {
  app.post(
    route,
    {
      onRequest: app.requireScope('posts:write'),
      schema: {
        tags,
        operationId: 'uploadToTikTok',
        summary: 'Publish a video or photos on a TikTok account',
        body: UploadRequest,
        headers: IdempotencyHeaders,
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
        correlationId: request.correlationId,
        post: newPost(request.body),
        keyed: keyedRequest(request),
        answerOf,
      });
      return reply.code(202).send(answer);
    },
  );

  app.get(
    '/api/tiktok/status/:id',
    {
      onRequest: app.requireScope('posts:read'),
      schema: {
        tags,
        operationId: 'getTikTokStatus',
        summary: 'How a publication stands, by publication id or publish id',
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        response: { 200: StatusAnswer, 404: ErrorBody },
      },
    },
    (request) => showStatus(db, request.caller.workspaceId, request.params.id),
  );
}

function newPost({ accountId, mode, postInfo = {}, allowDuplicate, ...content }: UploadRequest): NewPost {
  return { accountIds: [accountId], mode, postInfo, allowDuplicate, content: readContent(content) };
}

function answerOf({ publications: [publication] }: CreatedPost): UploadAnswer {
  if (!publication) throw new Error('a post without a publication');
  const { publicationId, status } = publication;
  return { publicationId, publishId: null, status };
}
