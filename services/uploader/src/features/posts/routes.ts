import { ErrorBody, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { type AppServer, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import type { PostChanger } from './change-post.ts';
import { readContent } from './content.ts';
import type { PostCreator } from './create-post.ts';
import type { DryRunner } from './dry-run.ts';
import { CreatedPost, DryRun, PostAnswer, PostChange, PostList, PostRequest } from './schemas.ts';
import { showPost, showPosts } from './show-posts.ts';

const tags = ['posts'];
const Parameters = Type.Object({ id: Type.String({ maxLength: 64 }) });

export interface PostRoutesOptions {
  db: Database;
  createPost: PostCreator;
  changePost: PostChanger;
  dryRun: DryRunner;
}

/** Posts on one or many accounts: now, later, or as a draft. */
export async function postRoutes(
  app: AppServer,
  { db, createPost, changePost, dryRun }: PostRoutesOptions,
): Promise<void> {
  const reads = app.requireScope('posts:read');
  const writes = app.requireScope('posts:write');

  app.post(
    '/api/posts',
    {
      onRequest: writes,
      schema: {
        tags,
        operationId: 'createPost',
        summary: 'Publish a video or photos on one or many accounts, now or at a time, or keep it as a draft',
        description:
          'With `dryRun=true` every check is run, TikTok is asked what the creators allow, and nothing is made.',
        querystring: Type.Object({ dryRun: Type.Boolean({ default: false }) }),
        headers: IdempotencyHeaders,
        body: PostRequest,
        response: { 200: DryRun, 201: CreatedPost },
      },
    },
    async (request, reply) => {
      const { caller, correlationId, body } = request;
      const { mediaId, mediaIds, videoUrl, source, postInfo = {}, ...rest } = body;
      const post = { ...rest, postInfo, content: readContent({ mediaId, mediaIds, videoUrl, source }) };
      if (request.query.dryRun) return reply.code(200).send(await dryRun({ caller, correlationId, post }));
      const keyed = keyedRequest(request);
      const created = await createPost({ caller, correlationId, post, keyed, answerOf: (made) => made });
      return reply.code(201).send(created);
    },
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

  app.get(
    '/api/posts/:id',
    {
      onRequest: reads,
      schema: {
        tags,
        operationId: 'getPost',
        summary: 'A post with every attempt at it',
        params: Parameters,
        response: { 200: PostAnswer, 404: ErrorBody },
      },
    },
    ({ caller, params }) => showPost(db, caller.workspaceId, params.id),
  );

  app.patch(
    '/api/posts/:id',
    {
      onRequest: writes,
      schema: {
        tags,
        operationId: 'updatePost',
        summary: 'Change a draft or a scheduled post, or publish a draft',
        params: Type.Object({ id: Uuid }),
        body: PostChange,
        response: { 200: PostAnswer },
      },
    },
    async ({ caller, params: { id: postId }, body }) => {
      await changePost.edit({ caller, postId }, body);
      return showPost(db, caller.workspaceId, postId);
    },
  );

  const actions = {
    cancel: 'Cancel what TikTok cannot publish yet, or ask it to give up what it is fetching',
    retry: 'Begin anew what has failed or was cancelled, where that cannot make a second post',
  } as const;
  for (const [action, summary] of Object.entries(actions) as [keyof typeof actions, string][]) {
    app.post(
      `/api/posts/:id/${action}`,
      {
        onRequest: writes,
        schema: {
          tags,
          operationId: `${action}Post`,
          summary,
          params: Type.Object({ id: Uuid }),
          response: { 200: PostAnswer },
        },
      },
      async ({ caller, params: { id: postId } }) => {
        await changePost[action]({ caller, postId });
        return showPost(db, caller.workspaceId, postId);
      },
    );
  }
}
